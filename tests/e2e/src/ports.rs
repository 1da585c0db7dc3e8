//! Ports that only one story has, for as long as its program runs: a hub is stopped and comes back
//! on the same one, and meanwhile nobody may take it.

use std::fs::{self, File, TryLockError};
use std::net::TcpListener;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use crate::Failure;

/// Below those that Linux gives to a program that connects somewhere: one of these could else be
/// taken by a browser's own connection.
const PORTS: Range<u16> = 20_000..30_000;

/// Where the next search begins, and what keeps other programs from the ports that were found.
static TAKEN: Mutex<(u16, Vec<File>)> = Mutex::new((PORTS.start, Vec::new()));

/// A port of this machine that is free, and that no other story gets.
pub fn free_port() -> Result<u16, Failure> {
    // Of the machine, not of the checkout: two of them may tell stories at once.
    let locks = std::env::temp_dir().join("passamano-ports");
    fs::create_dir_all(&locks)?;
    let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
    let (next, held) = &mut *taken;
    for port in *next..PORTS.end {
        let lock = File::create(locks.join(port.to_string()))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => continue,
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        // Something else on this machine may have it.
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            *next = port + 1;
            held.push(lock);
            return Ok(port);
        }
    }
    Err("no port is free".into())
}
