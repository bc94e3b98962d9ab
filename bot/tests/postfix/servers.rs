//! Debian's postfix and dovecot, with a configuration, a folder and ports of their own. They go when the test ends.

use std::fs::{self, Permissions};
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use renmai_testing::tls::localhost;
use tempfile::TempDir;
use tokio::net::TcpStream;

/// Where they listen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ports {
    /// Postfix, for those who sign in: STARTTLS or not.
    pub(crate) submission: u16,
    /// Postfix, for those who sign in: TLS from the first byte on.
    pub(crate) smtps: u16,
    /// Postfix, for the servers of others.
    pub(crate) mx: u16,
    /// Postfix as the server of a customer's house, which is asked later.
    far: u16,
    /// Dovecot: STARTTLS or not.
    pub(crate) imap: u16,
    /// Dovecot: TLS from the first byte on.
    pub(crate) imaps: u16,
}

/// The servers. Who has a mailbox there: `anna@ours.com`, and of the customers `joe@acme.com` and `full@acme.com`, which
/// has no room.
pub(crate) struct Servers {
    pub(crate) ports: Ports,
    dovecot: Child,
    postfix: Child,
    folder: TempDir,
}

/// What the provider of Anna does with a copy of what she sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Copies {
    /// Files it.
    Filed,
    /// Leaves it to her program.
    Left,
}

/// How long they may take to begin.
const PATIENCE: Duration = Duration::from_secs(30);

/// Whoever reads another's configuration has to be let in.
const OPEN: u32 = 0o755;

impl Servers {
    /// Starts them, and waits until they listen.
    pub(crate) async fn start(copies: Copies) -> Servers {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), Permissions::from_mode(OPEN)).unwrap();
        for name in ["config", "queue", "data", "mail", "sieve"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        own(&folder.path().join("data"), "postfix");
        own(&folder.path().join("mail"), "mail");
        own(&folder.path().join("sieve"), "mail");
        let ports = Ports::free();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("certificate.pem"), pem("CERTIFICATE", &localhost().certificate)).unwrap();
        fs::write(at("key.pem"), pem("PRIVATE KEY", &localhost().key)).unwrap();
        let filed = if copies == Copies::Filed { "anna@ours.com anna+Sent@ours.com\n" } else { "" };
        fs::write(at("filed"), filed).unwrap();
        fs::write(at("people"), "anna@ours.com x\njoe@acme.com x\nfull@acme.com x\n").unwrap();
        for (name, text) in [
            ("main.cf", include_str!("main.cf")),
            ("master.cf", include_str!("master.cf")),
            ("dovecot.conf", include_str!("dovecot.conf")),
        ] {
            fs::write(at("config").join(name), ports.fill_in(text, folder.path())).unwrap();
        }
        let config = at("config");
        let dovecot = program("dovecot").arg("-F").arg("-c").arg(config.join("dovecot.conf")).spawn();
        let postfix = program("postfix").arg("-c").arg(&config).arg("start-fg").spawn();
        let servers = Servers { ports, dovecot: dovecot.unwrap(), postfix: postfix.unwrap(), folder };
        servers.password("secret");
        for port in ports.all() {
            servers.listens(port).await;
        }
        servers
    }

    /// The folder of their configuration and mails.
    fn at(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// Anna has changed her password. Dovecot looks at its file once a second.
    pub(crate) async fn changes_password(&self, password: &str) {
        self.password(password);
        while !self.lets_in("anna@ours.com", password).await {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    fn password(&self, password: &str) {
        let users = format!(
            "anna@ours.com:{password}::::::\njoe@acme.com:secret::::::\n\
             full@acme.com:secret::::::userdb_quota_rule=*:bytes=10\n"
        );
        fs::write(self.at("users.new"), users).unwrap();
        fs::rename(self.at("users.new"), self.at("users")).unwrap();
    }

    /// What the server of Joe does with each mail, in the language of such servers.
    pub(crate) fn sieve(&self, script: &str) {
        fs::write(self.at("sieve").join("joe@acme.com.sieve"), script).unwrap();
    }

    async fn listens(&self, port: u16) {
        let begun = Instant::now();
        while TcpStream::connect(local(port)).await.is_err() {
            assert!(begun.elapsed() < PATIENCE, "nothing listens on {port}:\n{}", self.logs());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// What they wrote down.
    fn logs(&self) -> String {
        ["dovecot.log", "postfix.log"]
            .map(|name| fs::read_to_string(self.at(name)).unwrap_or_default())
            .concat()
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("{}", self.logs());
        }
        let _ = program("kill").arg(self.dovecot.id().to_string()).status();
        let _ = program("postfix").arg("-c").arg(self.at("config")).arg("abort").status();
        let _ = self.dovecot.wait();
        let _ = self.postfix.wait();
    }
}

impl Ports {
    /// Ports that nobody listens on; they are held until all are found, so that no two are the same.
    fn free() -> Ports {
        let held: Vec<TcpListener> = (0..6).map(|_| TcpListener::bind("127.0.0.1:0").unwrap()).collect();
        let port = |at: usize| held[at].local_addr().unwrap().port();
        Ports {
            submission: port(0),
            smtps: port(1),
            mx: port(2),
            far: port(3),
            imap: port(4),
            imaps: port(5),
        }
    }

    fn all(self) -> [u16; 6] {
        [self.submission, self.smtps, self.mx, self.far, self.imap, self.imaps]
    }

    fn fill_in(self, text: &str, folder: &Path) -> String {
        let names = ["@SUBMISSION@", "@SMTPS@", "@MX@", "@FAR@", "@IMAP@", "@IMAPS@"];
        let filled = text.replace("@FOLDER@", &folder.display().to_string());
        names
            .iter()
            .zip(self.all())
            .fold(filled, |filled, (name, port)| filled.replace(name, &port.to_string()))
    }
}

/// A port of this machine.
pub(crate) fn local(port: u16) -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], port))
}

/// A program that keeps nothing of ours open.
fn program(name: &str) -> Command {
    let mut program = Command::new(name);
    program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    program
}

/// Gives a folder to a user of this machine.
fn own(folder: &Path, user: &str) {
    let users = fs::read_to_string("/etc/passwd").unwrap();
    let entry = users.lines().find_map(|line| line.strip_prefix(user)?.strip_prefix(':'));
    let number = entry.unwrap_or_else(|| panic!("no user {user}")).split(':').nth(1).unwrap();
    chown(folder, Some(number.parse().unwrap()), None).unwrap();
}

/// Bytes as the servers' files hold them.
fn pem(kind: &str, bytes: &[u8]) -> String {
    let text = STANDARD.encode(bytes);
    let lines: Vec<&str> = text.as_bytes().chunks(64).map(|line| str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN {kind}-----\n{}\n-----END {kind}-----\n", lines.join("\n"))
}
