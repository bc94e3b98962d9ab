//! A program that says on its standard output where it listens, and that ends with the test.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A running program.
pub(crate) struct Program {
    /// Where it listens: `127.0.0.1:12345`.
    pub(crate) address: String,
    child: Child,
    _folder: TempDir,
}

impl Program {
    /// The real program as a newcomer starts it, on a free port and in an empty folder.
    pub(crate) fn sandbox() -> Program {
        let mut command = Command::new(env!("CARGO_BIN_EXE_renmai"));
        command.env_remove("TELOXIDE_TOKEN").env("LISTEN", "127.0.0.1:0");
        Program::start(command, |line| {
            let address = line.split("http://").nth(1)?;
            Some(address.trim().trim_end_matches('/').to_owned())
        })
    }

    /// chromedriver on a free port.
    pub(crate) fn chromedriver() -> Program {
        let mut command = Command::new("chromedriver");
        // The browser shows times of its own zone, and the example team is in Shenzhen.
        command.arg("--port=0").env("TZ", "Asia/Shanghai");
        Program::start(command, |line| {
            let port: String =
                line.split("on port ").nth(1)?.chars().take_while(char::is_ascii_digit).collect();
            port.parse::<u16>().ok().filter(|port| *port > 0).map(|port| format!("127.0.0.1:{port}"))
        })
    }

    fn start(mut command: Command, address: impl Fn(&str) -> Option<String>) -> Program {
        let folder = tempfile::tempdir().unwrap();
        let mut child = command
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|fault| panic!("{command:?} cannot be started: {fault}"));
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let address = lines.find_map(|line| address(&line));
        // Whatever else it says is read, or it would wait for us.
        std::thread::spawn(move || lines.for_each(drop));
        let address = address.unwrap_or_else(|| panic!("{command:?} did not say where it listens"));
        Program { address, child, _folder: folder }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
