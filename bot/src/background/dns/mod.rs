//! Asks the domain name system who takes mail for a domain. [`renmai_core::mail_server`] decides what to ask next and
//! what the answers mean. Here the questions are put: how long each waits, and how many there are in a second.

mod server;

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::ResponseCode;
use hickory_resolver::proto::rr::{RData, RecordType};
use hickory_resolver::{ResolverBuilder, TokioResolver};
use renmai_core::mail_server::{Answer, Finding, MailServer, Step, next_step};
use tokio::sync::Mutex;
use tokio::time::Instant;

pub use self::server::DnsServer;

/// Why there is nobody to ask.
#[derive(Debug, thiserror::Error)]
pub enum DnsFault {
    /// The machine names no DNS server.
    #[error("this machine names no DNS server ({0})")]
    NoSystem(NetError),
    /// The name of the server cannot be found.
    #[error("{0} cannot be found")]
    NoServer(DnsServer),
    /// It cannot be used.
    #[error("it cannot be used: {0}")]
    Unusable(NetError),
}

/// The resolver to ask; none where the machine names none, and in the sandbox.
#[derive(Debug, Clone)]
pub struct Dns(Option<Asker>);

#[derive(Debug, Clone)]
struct Asker {
    resolver: TokioResolver,
    limiter: Arc<DefaultDirectRateLimiter>,
    /// When the resolver was last found honest, and for how many more findings it is believed.
    honest_at: Arc<Mutex<Option<(Instant, u32)>>>,
}

/// Domains that take mail as long as there is mail. A resolver that finds none of them is behind a login page or in a
/// closed network.
pub const CANARIES: [&str; 3] = ["gmail.com", "outlook.com", "qq.com"];

/// Endings under which a long random name has no address. The first is reserved for that (RFC 6761). Under the second
/// some providers answer for absent names with an address of their own.
const ABSENT_UNDER: [&str; 2] = ["invalid", "com"];

/// For how long a resolver is believed after it was found to be honest.
const BELIEVED_FOR: Duration = Duration::from_secs(5);

/// For how many findings it is believed.
pub const BELIEVED_TIMES: u32 = 20;

/// How long one question waits for its answer. It is put twice.
const PATIENCE: Duration = Duration::from_secs(3);

/// How long a whole domain may take.
const PATIENCE_IN_ALL: Duration = Duration::from_secs(20);

/// How many questions are put in a second, so that a provider's small resolver does not refuse them.
const QUESTIONS_A_SECOND: NonZeroU32 = match NonZeroU32::new(20) {
    Some(number) => number,
    None => NonZeroU32::MIN,
};

impl Dns {
    /// No resolver, so every check stays open.
    pub fn nobody() -> Dns {
        Dns(None)
    }

    /// A server of one's own choice, or else the machine's.
    ///
    /// # Errors
    /// When there is none.
    pub async fn open(server: Option<&DnsServer>) -> Result<Dns, DnsFault> {
        match server {
            Some(server) => {
                let found = tokio::net::lookup_host((server.host.as_str(), server.port)).await;
                let address = found.ok().and_then(|mut found| found.next());
                let address = address.ok_or_else(|| DnsFault::NoServer(server.clone()))?;
                Dns::at(address, PATIENCE).map_err(DnsFault::Unusable)
            }
            None => {
                let builder = TokioResolver::builder_tokio().map_err(DnsFault::NoSystem)?;
                Dns::build(builder, PATIENCE).map_err(DnsFault::Unusable)
            }
        }
    }

    /// The server at an address, which may take so long for each answer.
    ///
    /// # Errors
    /// When no resolver can be made of it.
    pub fn at(address: SocketAddr, patience: Duration) -> Result<Dns, NetError> {
        let on_port = |mut connection: ConnectionConfig| {
            connection.port = address.port();
            connection
        };
        let connections = vec![on_port(ConnectionConfig::udp()), on_port(ConnectionConfig::tcp())];
        let server = NameServerConfig::new(address.ip(), true, connections);
        let config = ResolverConfig::from_name_servers(vec![server]);
        Dns::build(TokioResolver::builder_with_config(config, TokioRuntimeProvider::default()), patience)
    }

    fn build(
        mut builder: ResolverBuilder<TokioRuntimeProvider>,
        patience: Duration,
    ) -> Result<Dns, NetError> {
        let options = builder.options_mut();
        (options.timeout, options.attempts) = (patience, 1);
        // Answers are kept in the book, so not here. The machine's hosts file says nothing of mail.
        (options.cache_size, options.use_hosts_file) = (0, ResolveHosts::Never);
        options.preserve_intermediates = false;
        let limiter = Arc::new(RateLimiter::direct(Quota::per_second(QUESTIONS_A_SECOND)));
        Ok(Dns(Some(Asker { resolver: builder.build()?, limiter, honest_at: Arc::default() })))
    }

    /// What can be found out about mail to a domain; `None`: there is no answer, or none that can be believed.
    pub async fn find(&self, domain: &str) -> Option<Finding> {
        let asker = self.0.as_ref()?;
        tokio::time::timeout(PATIENCE_IN_ALL, asker.find_believed(domain)).await.ok().flatten()
    }

    /// Whether there is any answer: the question is about a domain that is reserved for examples.
    pub async fn answers(&self) -> bool {
        match &self.0 {
            Some(asker) => asker.mail_servers("example.com").await != Answer::Silence,
            None => false,
        }
    }
}

impl Asker {
    /// What was found, if it can be believed. A resolver without a network says that nothing is there, and one behind a
    /// login page has an address for every name, so only a mail server is believed without a second look.
    async fn find_believed(&self, domain: &str) -> Option<Finding> {
        let servers = self.mail_servers(domain).await;
        let found = self.find(domain, &servers).await?;
        let is_record = match found {
            Finding::Served | Finding::NullMx => matches!(servers, Answer::Records(_)),
            Finding::NoDomain | Finding::NoServer => false,
        };
        (is_record || self.is_honest().await).then_some(found)
    }

    async fn find(&self, domain: &str, servers: &Answer<Vec<MailServer>>) -> Option<Finding> {
        let mut addresses = Vec::new();
        loop {
            match next_step(domain, servers, &addresses) {
                Step::AskAddress(host) => addresses.push(self.address(&host).await),
                Step::Found(finding) => return Some(finding),
                Step::Unknown => return None,
            }
        }
    }

    /// Whether the resolver is honest: it finds what must be there, and nothing where nothing can be. All who ask at
    /// the same time share one look.
    async fn is_honest(&self) -> bool {
        let mut honest_at = self.honest_at.lock().await;
        if let Some((at, times)) = *honest_at
            && at.elapsed() < BELIEVED_FOR
            && times > 0
        {
            *honest_at = Some((at, times - 1));
            return true;
        }
        *honest_at = None;
        let mut finds = false;
        for canary in CANARIES {
            finds = matches!(self.mail_servers(canary).await, Answer::Records(_));
            if finds {
                break;
            }
        }
        if !finds {
            return false;
        }
        for ending in ABSENT_UNDER {
            let name = format!("renmai-{:032x}.{ending}", rand::random::<u128>());
            if !matches!(self.address(&name).await, Answer::NoName | Answer::Nothing) {
                return false;
            }
        }
        *honest_at = Some((Instant::now(), BELIEVED_TIMES - 1));
        true
    }

    async fn mail_servers(&self, domain: &str) -> Answer<Vec<MailServer>> {
        self.ask(domain, RecordType::MX, |data| match data {
            RData::MX(mx) => {
                let host = mx.exchange.to_ascii().trim_end_matches('.').to_lowercase();
                Some(MailServer { preference: mx.preference, host })
            }
            _ => None,
        })
        .await
    }

    /// Whether a name has an address.
    async fn address(&self, host: &str) -> Answer<()> {
        let old = self.ask(host, RecordType::A, |data| matches!(data, RData::A(_)).then_some(())).await;
        if matches!(old, Answer::Records(_) | Answer::NoName) {
            return of_any(&old);
        }
        let new = self.ask(host, RecordType::AAAA, |data| matches!(data, RData::AAAA(_)).then_some(())).await;
        match (of_any(&old), of_any(&new)) {
            (_, Answer::Records(())) => Answer::Records(()),
            (Answer::Silence, _) | (_, Answer::Silence) => Answer::Silence,
            // An alias that leads in a circle looks like a name without an address, and is no answer.
            _ => match self
                .ask(host, RecordType::CNAME, |data| matches!(data, RData::CNAME(_)).then_some(()))
                .await
            {
                Answer::Nothing | Answer::NoName => Answer::Nothing,
                Answer::Records(_) | Answer::Silence => Answer::Silence,
            },
        }
    }

    /// Puts one question, when its turn has come.
    async fn ask<T>(
        &self,
        name: &str,
        kind: RecordType,
        read: impl Fn(&RData) -> Option<T>,
    ) -> Answer<Vec<T>> {
        self.limiter.until_ready().await;
        // The full stop keeps the resolver from trying the machine's search list.
        match self.resolver.lookup(format!("{name}."), kind).await {
            Ok(found) => {
                let records: Vec<T> =
                    found.answers().iter().filter_map(|record| read(&record.data)).collect();
                if records.is_empty() { Answer::Nothing } else { Answer::Records(records) }
            }
            Err(NetError::Dns(DnsError::NoRecordsFound(none))) => match none.response_code {
                ResponseCode::NXDomain => Answer::NoName,
                ResponseCode::NoError => Answer::Nothing,
                _ => Answer::Silence,
            },
            Err(fault) => {
                tracing::debug!(%fault, "a question to DNS had no answer");
                Answer::Silence
            }
        }
    }
}

/// Whether there is any record, without what stands in it.
fn of_any<T>(answer: &Answer<Vec<T>>) -> Answer<()> {
    match answer {
        Answer::Records(_) => Answer::Records(()),
        Answer::Nothing => Answer::Nothing,
        Answer::NoName => Answer::NoName,
        Answer::Silence => Answer::Silence,
    }
}
