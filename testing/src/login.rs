//! A login server that does what a test wants: gives codes and tokens (RFC 8628, RFC 6749), and says no.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::wire::locked;

/// What somebody does with the code that they were shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Person {
    /// Nothing yet.
    #[default]
    Waits,
    /// Signs in, as the owner of this address.
    SignsIn(&'static str),
    /// Signs in under a name, as the owner of an address.
    SignsInAs(&'static str, &'static str),
    /// Says no.
    Declines,
}

/// The name of the program at this server.
pub const CLIENT: &str = "1b2c3d4e-5f60-7182-93a4-b5c6d7e8f901";

/// The code that is to be entered.
pub const USER_CODE: &str = "H7K2-9QXM";

/// How long an access token works, in seconds.
pub const TOKEN_WORKS: i64 = 3_600;

/// A running server. It ends with the test's runtime.
pub struct LoginServer {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    person: Mutex<Person>,
    /// Whether what was granted was taken back.
    taken_back: Mutex<bool>,
    /// What is answered instead, one after the other.
    instead: Mutex<VecDeque<(u16, &'static str)>>,
    heard: Mutex<Vec<String>>,
    given: Mutex<usize>,
}

impl LoginServer {
    /// Starts one on a free port of this machine.
    ///
    /// # Panics
    /// When there is none.
    pub async fn start() -> LoginServer {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::<Shared>::default();
        let all = Arc::clone(&shared);
        tokio::spawn(async move {
            while let Ok((tcp, _)) = listener.accept().await {
                let shared = Arc::clone(&all);
                tokio::spawn(async move { shared.serve(tcp, address).await.ok() });
            }
        });
        LoginServer { address, shared }
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("http://{}/organizations", self.address)
    }

    /// What the person does from now on.
    pub fn person(&self, does: Person) {
        *locked(&self.shared.person) = does;
    }

    /// Takes back what it has granted.
    pub fn takes_back(&self) {
        *locked(&self.shared.taken_back) = true;
    }

    /// Grants again.
    pub fn grants_again(&self) {
        *locked(&self.shared.taken_back) = false;
    }

    /// Answers this instead, once; several, one after the other.
    pub fn says(&self, status: u16, body: &'static str) {
        locked(&self.shared.instead).push_back((status, body));
    }

    /// What it heard, in order: the last word of the path, and the form behind it.
    pub fn heard(&self) -> Vec<String> {
        locked(&self.shared.heard).clone()
    }

    /// How often it was asked so.
    pub fn asked(&self, word: &str) -> usize {
        self.heard().iter().filter(|heard| heard.contains(word)).count()
    }

    /// Waits until it was asked so as often as that.
    ///
    /// # Panics
    /// When it is not, in two minutes.
    pub async fn is_asked(&self, word: &str, times: usize) {
        let asked = async {
            while self.asked(word) < times {
                tokio::task::yield_now().await;
            }
        };
        let asked = tokio::time::timeout(Duration::from_secs(120), asked).await;
        assert!(asked.is_ok(), "it was asked so {} times, not {times}: {word}", self.asked(word));
    }
}

impl Shared {
    async fn serve(&self, tcp: TcpStream, address: SocketAddr) -> io::Result<()> {
        let mut talk = BufReader::new(tcp);
        loop {
            let (mut line, mut length) = (String::new(), 0);
            if talk.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
            loop {
                let mut head = String::new();
                talk.read_line(&mut head).await?;
                let head = head.trim_end().to_ascii_lowercase();
                if let Some(bytes) = head.strip_prefix("content-length:") {
                    length = bytes.trim().parse().unwrap_or(0);
                }
                if head.is_empty() {
                    break;
                }
            }
            let mut form = vec![0; length];
            talk.read_exact(&mut form).await?;
            let what = path.rsplit('/').next().unwrap_or_default();
            let heard = format!("{what} {}", String::from_utf8_lossy(&form));
            let (status, body) = self.answer(&path, &heard, address);
            locked(&self.heard).push(heard);
            let mut answer = String::new();
            write!(answer, "HTTP/1.1 {status} .\r\nContent-Length: {}\r\n\r\n{body}", body.len()).ok();
            talk.write_all(answer.as_bytes()).await?;
        }
    }

    fn answer(&self, path: &str, heard: &str, address: SocketAddr) -> (u16, String) {
        let error = |word: &str| (400, format!("{{\"error\":\"{word}\"}}"));
        if !path.starts_with("/organizations/oauth2/v2.0/") || !heard.contains(CLIENT) {
            return error("invalid_client");
        }
        if let Some((status, body)) = locked(&self.instead).pop_front() {
            return (status, body.to_owned());
        }
        if heard.starts_with("devicecode") {
            let body = format!(
                "{{\"device_code\":\"device-secret\",\"user_code\":\"{USER_CODE}\",\
                 \"verification_uri\":\"http://{address}/devicelogin\",\"expires_in\":900,\"interval\":5}}"
            );
            return (200, body);
        }
        let person = *locked(&self.person);
        match person {
            _ if heard.contains("grant_type=refresh_token") => match *locked(&self.taken_back) {
                true => error("invalid_grant"),
                false => (200, self.tokens("")),
            },
            Person::Waits => error("authorization_pending"),
            Person::Declines => error("authorization_declined"),
            Person::SignsIn(who) => (200, self.tokens(&format!(",\"id_token\":\"{}\"", id_token(who, "")))),
            Person::SignsInAs(name, address) => {
                let email = format!(",\"email\":\"{address}\"");
                (200, self.tokens(&format!(",\"id_token\":\"{}\"", id_token(name, &email))))
            }
        }
    }

    /// Each time other ones, with their number.
    fn tokens(&self, more: &str) -> String {
        let mut given = locked(&self.given);
        *given += 1;
        format!(
            "{{\"token_type\":\"Bearer\",\"access_token\":\"access-secret-{given}\",\"expires_in\":{TOKEN_WORKS},\
             \"refresh_token\":\"refresh-secret-{given}\"{more}}}"
        )
    }
}

/// What the server writes down of who has signed in. Nobody has signed it.
fn id_token(who: &str, more: &str) -> String {
    let claims = format!(
        "{{\"aud\":\"{CLIENT}\",\"exp\":4102444800,\"preferred_username\":\"{who}\",\"name\":\"Somebody\"{more}}}"
    );
    format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims))
}
