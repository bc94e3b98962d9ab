//! Who is at the other end of a connection. A port of this machine can be reached by all of its users; on Linux the
//! kernel's table of connections says whose they are. Elsewhere nobody can be told apart, and everybody is let in here.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;

use tokio::net::TcpStream;

/// Who is at the other end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Peer {
    /// Whoever runs the sandbox, root, or somebody on another machine or system, who cannot be told.
    Welcome,
    /// Another user of this machine, or somebody who went away too soon to be told.
    OtherUser,
}

/// The kernel's tables.
const TABLES: [&str; 2] = ["/proc/net/tcp", "/proc/net/tcp6"];

/// The state of a connection that is open at both ends.
const ESTABLISHED: u8 = 1;

/// Finds out who is at the other end.
pub(crate) async fn of(stream: &TcpStream) -> Peer {
    let (Ok(here), Ok(there)) = (stream.local_addr(), stream.peer_addr()) else { return Peer::OtherUser };
    // The tables are files that the kernel makes up while they are read, which takes longer the more there is.
    let judged = tokio::task::spawn_blocking(move || {
        if !Path::new(TABLES[0]).exists() {
            return Peer::Welcome;
        }
        let look = |from, to| TABLES.into_iter().filter_map(read).find_map(|table| find(&table, from, to));
        judge(look(there, here), || look(here, there))
    });
    judged.await.unwrap_or(Peer::OtherUser)
}

/// One end of a connection in the kernel's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct End {
    state: u8,
    user: u32,
    /// The number of the open socket; 0: it was closed, and then `user` says nothing.
    socket: u64,
}

/// Judges by the peer's end of the connection and by ours, which must be looked up later than the peer's.
fn judge(theirs: Option<End>, ours: impl FnOnce() -> Option<End>) -> Peer {
    let welcome = match theirs {
        Some(End { socket: 0, .. }) => false,
        // Root may do everything anyway.
        Some(End { user: 0, .. }) => true,
        Some(End { user, .. }) => ours().is_some_and(|ours| ours.user == user),
        // It is not on this machine, or it has just gone; then our end is no longer established either.
        None => ours().is_some_and(|ours| ours.state == ESTABLISHED),
    };
    if welcome { Peer::Welcome } else { Peer::OtherUser }
}

fn read(table: &str) -> Option<String> {
    std::fs::read_to_string(table).ok()
}

/// Finds the end at `from` of the connection to `to`.
fn find(table: &str, from: SocketAddr, to: SocketAddr) -> Option<End> {
    let same = |field: &str, address: SocketAddr| {
        parse(field).is_some_and(|(ip, port)| ip == address.ip().to_canonical() && port == address.port())
    };
    table.lines().skip(1).find_map(|line| {
        let mut fields = line.split_whitespace().skip(1);
        let (local, remote) = (fields.next()?, fields.next()?);
        if !same(local, from) || !same(remote, to) {
            return None;
        }
        let state = u8::from_str_radix(fields.next()?, 16).ok()?;
        let user = fields.nth(3)?.parse().ok()?;
        let socket = fields.nth(1)?.parse().ok()?;
        Some(End { state, user, socket })
    })
}

/// An address as the kernel writes it: `0100007F:2253`, in words of the machine's byte order.
fn parse(field: &str) -> Option<(IpAddr, u16)> {
    let (ip, port) = field.split_once(':')?;
    let word = |at: usize| Some(u32::from_str_radix(ip.get(at..at + 8)?, 16).ok()?.to_ne_bytes());
    let ip = if ip.len() == 8 {
        IpAddr::from(Ipv4Addr::from(word(0)?))
    } else {
        let words = [word(0)?, word(8)?, word(16)?, word(24)?];
        let bytes: [u8; 16] = words.concat().try_into().ok()?;
        IpAddr::from(Ipv6Addr::from(bytes)).to_canonical()
    };
    Some((ip, u16::from_str_radix(port, 16).ok()?))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    fn end(user: u32) -> Option<End> {
        Some(End { state: ESTABLISHED, user, socket: 7 })
    }

    #[test]
    fn another_user_of_this_machine_is_told_apart() {
        assert_eq!(judge(end(1000), || end(1000)), Peer::Welcome);
        assert_eq!(judge(end(0), || end(1000)), Peer::Welcome, "root");
        assert_eq!(judge(end(1001), || end(1000)), Peer::OtherUser);
        assert_eq!(judge(None, || end(1000)), Peer::Welcome, "another machine");
    }

    #[test]
    fn nobody_hides_by_closing_early() {
        let closed = Some(End { state: 5, user: 0, socket: 0 });
        assert_eq!(judge(closed, || end(1000)), Peer::OtherUser, "its end was closed");
        let closing = Some(End { state: 8, user: 1000, socket: 7 });
        assert_eq!(judge(None, || closing), Peer::OtherUser, "its end is gone, ours waits to be closed");
        assert_eq!(judge(None, || None), Peer::OtherUser, "the connection was reset");
    }

    #[test]
    #[cfg(target_endian = "little")]
    fn the_tables_of_the_kernel_are_read() {
        let header = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
        let v4 = "   3: 0100007F:D2A4 0100007F:2253 01 00000000:00000000 00:00000000 00000000  1001        0 5042 1 0000 20 4 30 10 -1\n";
        let (there, here) = ("127.0.0.1:53924".parse().unwrap(), "127.0.0.1:8787".parse().unwrap());
        let table = format!("{header}{v4}");
        assert_eq!(find(&table, there, here), Some(End { state: 1, user: 1001, socket: 5042 }));
        assert_eq!(find(&table, here, there), None, "the other direction");
        let v6 = "   0: 0000000000000000FFFF00000100007F:D2A4 0000000000000000FFFF00000100007F:2253 01 00000000:00000000 00:00000000 00000000  1001        0 9 1 0000 20 4 30 10 -1\n";
        assert_eq!(
            find(&format!("{header}{v6}"), there, here).map(|end| end.user),
            Some(1001),
            "IPv4 within IPv6"
        );
        let loopback = "00000000000000000000000001000000:2253";
        assert_eq!(parse(loopback), Some(("::1".parse().unwrap(), 8787)));
    }

    #[tokio::test]
    async fn this_process_is_welcome_to_itself() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (server, _) = listener.accept().await.unwrap();
        assert_eq!(of(&server).await, Peer::Welcome);
        let (there, here) = (server.peer_addr().unwrap(), server.local_addr().unwrap());
        let table = read(TABLES[0]).unwrap();
        assert!(find(&table, there, here).is_some(), "it is in the table");
        drop(client);
        assert_eq!(of(&server).await, Peer::OtherUser, "it has gone");
    }
}
