//! The program `tesseract`, which reads print, where it is installed. It is given a picture that we made, through a
//! pipe, and is killed when it takes too long. What it reads is in no log.

use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::Command;

/// What of the world the program may know: where its data and its libraries are. The bot's token is not for it.
const ENVIRONMENT: [&str; 4] = ["PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "HOME"];

/// The languages that cards are read in, as far as they are installed. The first decides how letters are parted, so
/// that Chinese is not torn apart.
const LANGUAGES: [&str; 2] = ["chi_sim", "eng"];

/// How long it may take to say which languages it has.
const A_MOMENT: Duration = Duration::from_secs(10);

/// How long it may read. A card takes a second or two.
const PATIENCE: Duration = Duration::from_secs(30);

/// More text than this is on no card, in bytes.
const MOST_TEXT: u64 = 64 << 10;

/// Reads print, if the program for it is installed.
#[derive(Debug, Clone)]
pub struct PrintReader {
    program: Option<Program>,
    patience: Duration,
}

#[derive(Debug, Clone)]
struct Program {
    path: PathBuf,
    /// As the program takes them: `chi_sim+eng`.
    languages: String,
}

/// Why no print can be read.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// There is no such program, or it cannot be run.
    #[error("it cannot be run: {0}")]
    NotThere(#[from] std::io::Error),
    /// It failed.
    #[error("it failed ({0})")]
    Failed(ExitStatus),
    /// It was killed.
    #[error("it took too long")]
    TooLong,
    /// None of the languages that are wanted is installed.
    #[error("neither eng nor chi_sim is installed")]
    NoLanguage,
}

impl PrintReader {
    /// Reads nothing.
    pub fn nobody() -> PrintReader {
        PrintReader { program: None, patience: PATIENCE }
    }

    /// Reads with this program, in those of our languages that it has.
    ///
    /// # Errors
    /// When it is not there, does not answer, or has none of them.
    pub async fn open(path: &Path) -> Result<PrintReader, PrintError> {
        let listed = run(path, &["--list-langs"], Vec::new(), A_MOMENT).await?;
        let has = |language: &&str| listed.lines().any(|line| line.trim() == *language);
        let languages: Vec<&str> = LANGUAGES.into_iter().filter(has).collect();
        if languages.is_empty() {
            return Err(PrintError::NoLanguage);
        }
        let program = Program { path: path.to_owned(), languages: languages.join("+") };
        Ok(PrintReader { program: Some(program), patience: PATIENCE })
    }

    /// The same, waiting no longer than this.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> PrintReader {
        PrintReader { patience, ..self }
    }

    /// The languages that it reads, as the program names them; none: it is not installed.
    pub fn languages(&self) -> Option<&str> {
        self.program.as_ref().map(|program| program.languages.as_str())
    }

    /// A language that cards are read in and that is not among these.
    pub fn missing(languages: &str) -> Option<&'static str> {
        LANGUAGES.into_iter().find(|wanted| !languages.split('+').any(|language| language == *wanted))
    }

    /// Reads the print of a picture, a PGM; `None`: there is no program for it.
    ///
    /// # Errors
    /// When the program fails or takes too long.
    pub(crate) async fn read(&self, picture: Vec<u8>) -> Result<Option<String>, PrintError> {
        let Some(Program { path, languages }) = &self.program else { return Ok(None) };
        let arguments = ["stdin", "stdout", "-l", languages];
        run(path, &arguments, picture, self.patience).await.map(Some)
    }
}

/// Runs the program to its end; answers what it wrote.
async fn run(
    path: &Path,
    arguments: &[&str],
    input: Vec<u8>,
    patience: Duration,
) -> Result<String, PrintError> {
    let known = ENVIRONMENT.iter().filter_map(|key| Some((key, std::env::var_os(key)?)));
    let mut child = Command::new(path)
        .args(arguments)
        .env_clear()
        .envs(known)
        // Several threads make it slower, and others work on this machine.
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let (mut stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let feeding = async move {
        // It may stop listening before all is said, which shows by its end.
        if let Some(stdin) = &mut stdin {
            let _ = stdin.write_all(&input).await;
        }
    };
    let hearing = async move {
        let mut text = Vec::new();
        match stdout {
            Some(stdout) => stdout.take(MOST_TEXT).read_to_end(&mut text).await.map(|_| text),
            None => Ok(text),
        }
    };
    let whole = async {
        let ((), text) = tokio::join!(feeding, hearing);
        Ok::<_, std::io::Error>((text?, child.wait().await?))
    };
    let ended = tokio::time::timeout(patience, whole).await;
    match ended {
        Ok(Ok((text, status))) if status.success() => Ok(String::from_utf8_lossy(&text).into_owned()),
        Ok(Ok((_, status))) => Err(PrintError::Failed(status)),
        Ok(Err(fault)) => Err(fault.into()),
        Err(_) => {
            // Waits for its end, so that none is left behind.
            let _ = child.kill().await;
            Err(PrintError::TooLong)
        }
    }
}
