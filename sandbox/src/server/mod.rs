//! The HTTP server of the sandbox: how many connections it holds, how long and how much each may send, and who is let
//! in. What is served stands in `bot_api` (for the bot) and in `page` (for people).

mod body;
mod guard;
mod peer;

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::middleware::from_fn;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{sleep, timeout};

pub(crate) use body::{FILE_LIMIT, LIMIT};
pub(crate) use peer::{Peer, of as peer_of};

/// How many connections are open at a time. Some systems give a process no more than 256 files.
const MOST: usize = 128;

/// How long a connection may be without a whole request header, before the first request and between two.
const HEAD_TIME: Duration = Duration::from_secs(20);

/// A connection that is older takes no further request.
const LIFETIME: Duration = Duration::from_mins(10);

/// How long the last request of an old connection may still take: longer than the longest poll.
const LAST_ANSWER: Duration = Duration::from_secs(90);

/// How long to wait after the system gave no connection, for example because too many files are open.
const PAUSE: Duration = Duration::from_millis(100);

/// An open connection.
struct Connection {
    task: AbortHandle,
    /// Whether a request is being carried out.
    busy: Arc<AtomicBool>,
}

/// Serves these routes behind the guard. When the future is dropped, all connections are closed.
pub(crate) async fn serve(listener: TcpListener, router: Router) -> Infallible {
    let router = router.layer(from_fn(guard::check));
    let mut tasks = JoinSet::new();
    let mut connections = VecDeque::new();
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(%error, "no connection could be accepted");
                sleep(PAUSE).await;
                continue;
            }
        };
        while tasks.try_join_next().is_some() {}
        connections.retain(|open: &Connection| !open.task.is_finished());
        if !make_room(&mut connections) {
            tracing::warn!(MOST, "too many requests at a time; a connection was refused");
            continue;
        }
        let busy = Arc::new(AtomicBool::new(false));
        let task = tasks.spawn(talk(stream, router.clone(), busy.clone()));
        connections.push_back(Connection { task, busy });
    }
}

/// Where there are too many connections, closes the oldest that asks for nothing, so that idle ones keep nobody out.
/// Answers whether there is room.
fn make_room(connections: &mut VecDeque<Connection>) -> bool {
    if connections.len() < MOST {
        return true;
    }
    let idle = connections.iter().position(|open| !open.busy.load(Ordering::Relaxed));
    match idle.and_then(|index| connections.remove(index)) {
        Some(open) => {
            open.task.abort();
            true
        }
        None => false,
    }
}

/// Answers the requests of one connection.
async fn talk(stream: TcpStream, router: Router, busy: Arc<AtomicBool>) {
    let peer = peer::of(&stream).await;
    let routes = TowerToHyperService::new(router);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        busy.store(true, Ordering::Relaxed);
        let mut request: Request = request.map(body::in_time);
        request.extensions_mut().insert(peer);
        let (answer, busy) = (routes.call(request), busy.clone());
        async move {
            let answer = answer.await;
            busy.store(false, Ordering::Relaxed);
            answer
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    tokio::select! {
        // How a connection ends is the peer's doing.
        _ = connection.as_mut() => return,
        () = sleep(LIFETIME) => connection.as_mut().graceful_shutdown(),
    }
    let _ = timeout(LAST_ANSWER, connection).await;
}
