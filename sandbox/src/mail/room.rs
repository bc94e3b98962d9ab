//! The mail room as a whole.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::post::Post;
use super::serve::{Protocol, serve};
use crate::clock::Clock;

/// The mail room: everybody's mailboxes, and two servers that lead to them. Clones are handles on the same one; when the
/// last is dropped, the servers stop.
#[derive(Clone)]
pub struct MailRoom {
    pub(super) shared: Arc<Shared>,
    running: Arc<Mutex<Option<Running>>>,
}

struct Running {
    servers: MailServers,
    _tasks: JoinSet<()>,
}

/// The ports on which the servers listen; 0: any that is free.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MailPorts {
    /// Where mail is handed over.
    pub smtp: u16,
    /// Where mailboxes are looked into.
    pub imap: u16,
}

/// Where the servers listen. Neither protects the line: it does not leave this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailServers {
    /// Where mail is handed over.
    pub smtp: SocketAddr,
    /// Where mailboxes are looked into.
    pub imap: SocketAddr,
}

impl MailRoom {
    /// An empty room, whose mails this clock dates.
    pub fn new(clock: Clock) -> MailRoom {
        MailRoom::with(clock, Post::default())
    }

    pub(crate) fn with(clock: Clock, post: Post) -> MailRoom {
        let shared = Shared { clock, post: Mutex::new(post), changes: watch::Sender::new(0) };
        MailRoom { shared: Arc::new(shared), running: Arc::default() }
    }

    /// Starts both servers on this machine's loopback address; those that run are stopped.
    ///
    /// # Errors
    /// When a port is taken.
    pub async fn start(&self, ports: MailPorts) -> io::Result<MailServers> {
        self.stop();
        let smtp = TcpListener::bind((Ipv4Addr::LOCALHOST, ports.smtp)).await?;
        let imap = TcpListener::bind((Ipv4Addr::LOCALHOST, ports.imap)).await?;
        let servers = MailServers { smtp: smtp.local_addr()?, imap: imap.local_addr()? };
        let mut tasks = JoinSet::new();
        tasks.spawn(serve(smtp, Protocol::Smtp, self.shared.clone()));
        tasks.spawn(serve(imap, Protocol::Imap, self.shared.clone()));
        *locked(&self.running) = Some(Running { servers, _tasks: tasks });
        // The page shows the room from now on.
        self.shared.change(|_, _| ());
        Ok(servers)
    }

    /// Stops both servers and hangs up on whoever is connected. The mailboxes stay.
    pub fn stop(&self) {
        *locked(&self.running) = None;
    }

    /// Where the servers listen, if they do.
    pub fn servers(&self) -> Option<MailServers> {
        locked(&self.running).as_ref().map(|running| running.servers)
    }

    /// From now on the server itself files a copy of each mail that is sent, as Gmail's does, or no longer does.
    pub fn files_sent_copies(&self, files: bool) {
        self.shared.change(|post, _| post.files_sent = files);
    }

    /// How many wait to hear what comes: clients by IDLE, and pages that show the room.
    pub fn waiting(&self) -> usize {
        self.shared.changes.receiver_count()
    }

    /// Forgets all mailboxes.
    pub fn reset(&self) {
        self.shared.change(|post, _| post.reset());
    }

    pub(crate) fn to_save(&self) -> Post {
        self.shared.read(Post::to_save)
    }

    pub(crate) fn watch(&self) -> watch::Receiver<u64> {
        self.shared.changes.subscribe()
    }
}

impl fmt::Debug for MailRoom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailRoom").field("servers", &self.servers()).finish_non_exhaustive()
    }
}

/// What the room and its servers share.
pub(super) struct Shared {
    clock: Clock,
    post: Mutex<Post>,
    /// The number of changes so far; whoever waits for a mail watches it.
    changes: watch::Sender<u64>,
}

impl Shared {
    pub(super) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub(super) fn read<T>(&self, look: impl FnOnce(&Post) -> T) -> T {
        look(&locked(&self.post))
    }

    /// Changes something at this moment, and wakes whoever waits for a mail.
    pub(super) fn change<T>(&self, act: impl FnOnce(&mut Post, DateTime<Utc>) -> T) -> T {
        let now = self.now();
        let result = act(&mut locked(&self.post), now);
        self.changes.send_modify(|count| *count += 1);
        result
    }

    /// Changes something that nobody waits for.
    pub(super) fn change_quietly<T>(&self, act: impl FnOnce(&mut Post) -> T) -> T {
        act(&mut locked(&self.post))
    }

    pub(super) fn watch(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
