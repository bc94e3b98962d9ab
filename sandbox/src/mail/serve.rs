//! Takes the connections of both servers: from this machine and user only, and not more than it can hold.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::room::Shared;
use super::{imap, smtp};
use crate::server::{Peer, peer_of};

/// How many connections each server holds at a time.
const MOST: usize = 256;

/// How long to wait after the system gave no connection, for example because too many files are open.
const PAUSE: Duration = Duration::from_millis(100);

/// Which server it is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Protocol {
    Smtp,
    Imap,
}

/// Serves until the future is dropped; then all connections are closed.
pub(super) async fn serve(listener: TcpListener, protocol: Protocol, room: Arc<Shared>) {
    let places = Arc::new(Semaphore::new(MOST));
    let mut talks = JoinSet::new();
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(%error, "no connection to the mail room could be accepted");
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        while talks.try_join_next().is_some() {}
        let Ok(place) = places.clone().try_acquire_owned() else {
            tracing::warn!(MOST, "too many connections to the mail room; one was refused");
            continue;
        };
        let room = room.clone();
        talks.spawn(async move {
            // How a conversation ends is the other end's doing.
            let _ = talk(stream, protocol, room).await;
            drop(place);
        });
    }
}

async fn talk(stream: TcpStream, protocol: Protocol, room: Arc<Shared>) -> io::Result<()> {
    let welcome = peer_of(&stream).await == Peer::Welcome;
    match protocol {
        Protocol::Smtp => smtp::talk(stream, room, welcome).await,
        Protocol::Imap => imap::talk(stream, room, welcome).await,
    }
}
