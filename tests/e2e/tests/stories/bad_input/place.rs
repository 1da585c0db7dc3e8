//! What these stories put in the place of the hub and of the app: a login page, and builds with
//! damage in them.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use passamano_e2e::hub::TestHub;
use passamano_e2e::{Failure, copy_folder, dist};
use tempfile::TempDir;

/// What a Wi-Fi shows before one has signed in.
pub struct Portal {
    addr: SocketAddr,
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Portal {
    /// It answers instead of the hub, whatever is asked, until it is dropped.
    pub fn in_place_of(hub: &mut TestHub) -> Result<Self, Failure> {
        hub.stop();
        let addr = hub.addr();
        let listener = TcpListener::bind(addr)?;
        let over = Arc::new(AtomicBool::new(false));
        let ended = Arc::clone(&over);
        let thread = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if ended.load(Ordering::Relaxed) {
                    return;
                }
                // A browser that went away meanwhile is no concern of a login page.
                let _ = login_page(stream);
            }
        });
        Ok(Self { addr, over, thread: Some(thread) })
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        // Wakes the thread, which then ends.
        let _ = TcpStream::connect(self.addr);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn login_page(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(std::time::Duration::from_secs(2)))?;
    let mut asked = [0; 64 * 1024];
    let _ = stream.read(&mut asked)?;
    let page = "<!doctype html><title>Wi-Fi</title><p>Welcome! Sign in to use this Wi-Fi.";
    write!(
        stream,
        "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{page}",
        page.len()
    )
}

/// A copy of the build in which some files have other contents. Where the build puts a hash into
/// a name, a star stands for it.
pub fn damaged_app(
    files: &[&str],
    damage: impl Fn(Vec<u8>) -> Vec<u8>,
) -> Result<TempDir, Failure> {
    let copy = tempfile::tempdir()?;
    copy_folder(&dist(), copy.path())?;
    for file in files {
        let path = copy.path().join(named(file)?);
        std::fs::write(&path, damage(std::fs::read(&path)?))?;
        let mut packed = path.into_os_string();
        packed.push(".br");
        std::fs::remove_file(packed)?;
    }
    Ok(copy)
}

fn named(file: &str) -> Result<String, Failure> {
    let Some((start, end)) = file.split_once('*') else { return Ok(file.into()) };
    for entry in std::fs::read_dir(dist())? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.starts_with(start) && name.ends_with(end) {
            return Ok(name);
        }
    }
    Err(format!("the build has no {file}").into())
}
