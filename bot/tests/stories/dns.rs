//! A DNS server on loopback that answers, refuses, keeps silent and lies, each domain in its own way.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hickory_proto::op::{Message, Query, ResponseCode};
use hickory_proto::rr::rdata::{A, AAAA, CNAME, MX};
use hickory_proto::rr::{Name, RData, Record, RecordType};
use renmai::background::dns::{CANARIES, Dns};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream, UdpSocket};

/// How the server behaves towards questions about a name.
#[derive(Debug, Clone)]
pub(crate) enum Way {
    /// Tells the truth: these mail servers, and an address if there is one.
    Honest { mx: Vec<(u16, &'static str)>, address: Option<IpAddr> },
    /// There is no such name.
    NxDomain,
    /// It cannot say.
    ServFail,
    /// It will not say.
    Refused,
    /// It says nothing.
    Silent,
    /// It answers another question than was asked: the wrong number.
    WrongId,
    /// It answers with rubbish.
    Rubbish,
    /// By UDP it says only that there is more; by TCP it tells the truth: these mail servers.
    Truncated { mx: Vec<(u16, &'static str)> },
    /// The name is an alias of another, and that of the first.
    Circle(&'static str),
}

pub(crate) const V4: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
pub(crate) const V6: IpAddr = IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1));

/// A domain whose mail is taken by a server of its own.
pub(crate) fn served(host: &'static str) -> Way {
    Way::Honest { mx: vec![(10, host)], address: None }
}

/// A name with an address and nothing else.
pub(crate) fn host(address: IpAddr) -> Way {
    Way::Honest { mx: Vec::new(), address: Some(address) }
}

/// The server. What it does not know has no name, unless it knows "*". It finds the canaries, unless told otherwise.
#[derive(Debug, Clone)]
pub(crate) struct Server {
    address: SocketAddr,
    zone: Arc<Mutex<HashMap<String, Way>>>,
    asked: Arc<Mutex<Vec<(String, RecordType)>>>,
}

impl Server {
    /// Begins to serve.
    pub(crate) async fn open(zone: &[(&str, Way)]) -> Server {
        let (udp, tcp) = loop {
            let udp = UdpSocket::bind("127.0.0.1:0").await.unwrap();
            // The same number may be taken for TCP: then another.
            if let Ok(tcp) = TcpListener::bind(udp.local_addr().unwrap()).await {
                break (udp, tcp);
            }
        };
        let canaries = CANARIES.map(|name| (name, served("mx.canary.example")));
        let zone = canaries.iter().chain(zone).map(|(name, way)| ((*name).to_owned(), way.clone())).collect();
        let server = Server {
            address: udp.local_addr().unwrap(),
            zone: Arc::new(Mutex::new(zone)),
            asked: Arc::default(),
        };
        let by_udp = server.clone();
        tokio::spawn(async move {
            let mut buffer = [0; 4096];
            loop {
                let (length, from) = udp.recv_from(&mut buffer).await.unwrap();
                if let Some(answer) = by_udp.answer(&buffer[..length], Over::Udp) {
                    udp.send_to(&answer, from).await.unwrap();
                }
            }
        });
        let by_tcp = server.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = tcp.accept().await.unwrap();
                tokio::spawn(by_tcp.clone().serve(stream));
            }
        });
        server
    }

    async fn serve(self, mut stream: TcpStream) {
        while let Ok(length) = stream.read_u16().await {
            let mut question = vec![0; usize::from(length)];
            if stream.read_exact(&mut question).await.is_err() {
                return;
            }
            if let Some(answer) = self.answer(&question, Over::Tcp) {
                stream.write_u16(answer.len().try_into().unwrap()).await.unwrap();
                stream.write_all(&answer).await.unwrap();
            }
        }
    }

    /// A resolver that asks it, with little patience.
    pub(crate) fn dns(&self) -> Dns {
        Dns::at(self.address, Duration::from_millis(500)).unwrap()
    }

    /// From now on it behaves so towards a name.
    pub(crate) fn becomes(&self, name: &str, way: Way) {
        self.zone.lock().unwrap().insert(name.to_owned(), way);
    }

    /// How often it was asked for the mail servers of a name.
    pub(crate) fn asked(&self, name: &str) -> usize {
        let asked = self.asked.lock().unwrap();
        asked.iter().filter(|(known, kind)| known == name && *kind == RecordType::MX).count()
    }

    fn answer(&self, question: &[u8], over: Over) -> Option<Vec<u8>> {
        let question = Message::from_vec(question).ok()?;
        let query = question.queries.first()?.clone();
        let name = query.name().to_ascii().trim_end_matches('.').to_lowercase();
        self.asked.lock().unwrap().push((name.clone(), query.query_type()));
        let way = self.zone.lock().unwrap().clone();
        let way = way.get(&name).or_else(|| way.get("*")).cloned().unwrap_or(Way::NxDomain);
        let mut answer = Message::response(question.metadata.id, question.metadata.op_code);
        answer.metadata.recursion_desired = true;
        answer.metadata.recursion_available = true;
        answer.add_query(query.clone());
        match way {
            Way::Honest { mx, address } => tell(&mut answer, &query, &mx, address),
            Way::NxDomain => answer.metadata.response_code = ResponseCode::NXDomain,
            Way::ServFail => answer.metadata.response_code = ResponseCode::ServFail,
            Way::Refused => answer.metadata.response_code = ResponseCode::Refused,
            Way::Silent => return None,
            Way::WrongId => {
                answer.metadata.id = answer.metadata.id.wrapping_add(1);
                tell(&mut answer, &query, &[(1, "mx.liar.example")], Some(V4));
            }
            Way::Rubbish => return Some(vec![0xff; 40]),
            Way::Truncated { mx } => match over {
                Over::Udp => answer.metadata.truncation = true,
                Over::Tcp => tell(&mut answer, &query, &mx, None),
            },
            Way::Circle(other) => {
                put(&mut answer, &query, RData::CNAME(CNAME(name_of(other))));
            }
        }
        Some(answer.to_vec().unwrap())
    }
}

#[derive(Clone, Copy)]
enum Over {
    Udp,
    Tcp,
}

fn tell(answer: &mut Message, query: &Query, mx: &[(u16, &str)], address: Option<IpAddr>) {
    match (query.query_type(), address) {
        (RecordType::MX, _) => {
            for (preference, host) in mx {
                put(answer, query, RData::MX(MX::new(*preference, name_of(host))));
            }
        }
        (RecordType::A, Some(IpAddr::V4(address))) => put(answer, query, RData::A(A(address))),
        (RecordType::AAAA, Some(IpAddr::V6(address))) => put(answer, query, RData::AAAA(AAAA(address))),
        _ => {}
    }
}

fn put(answer: &mut Message, query: &Query, data: RData) {
    answer.add_answer(Record::from_rdata(query.name().clone(), 300, data));
}

fn name_of(host: &str) -> Name {
    Name::from_ascii(format!("{host}.")).unwrap()
}
