//! Where the phones of these stories go: a hub that can be away, be replaced by a login page, or
//! forget; and builds of the app with damage in them.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure, free_port, root};
use passamano_hub::{Hub, Settings};
use tempfile::TempDir;

/// A hub that serves a build of the app.
pub struct Place {
    data: TempDir,
    dist: PathBuf,
    addr: SocketAddr,
    running: Option<Hub>,
}

impl Place {
    /// Starts a hub with an empty store and the whole app.
    pub fn start() -> Result<Self, Failure> {
        Self::serving(whole_app())
    }

    /// Starts a hub with an empty store and this build of the app.
    pub fn serving(dist: PathBuf) -> Result<Self, Failure> {
        let addr = SocketAddr::from(([127, 0, 0, 1], free_port()?));
        let mut place = Self { data: tempfile::tempdir()?, dist, addr, running: None };
        place.resume()?;
        Ok(place)
    }

    /// The address that browsers use.
    pub fn url(&self) -> String {
        format!("http://localhost:{}", self.addr.port())
    }

    /// No signal for anybody.
    pub fn stop(&mut self) {
        self.running = None;
    }

    /// Starts the hub again with what it held.
    pub fn resume(&mut self) -> Result<(), Failure> {
        let settings = Settings {
            listen: self.addr,
            data: self.data.path().to_path_buf(),
            dist: Some(self.dist.clone()),
            name: "Casa Rossa".into(),
        };
        self.running = Some(Hub::start(settings).map_err(|e| e.0)?);
        Ok(())
    }

    /// The hub loses its database and keeps its key.
    pub fn forget(&mut self) -> Result<(), Failure> {
        self.stop();
        std::fs::remove_file(self.data.path().join("hub.sqlite"))?;
        for left_over in ["hub.sqlite-wal", "hub.sqlite-shm"] {
            // SQLite removes these itself when it is closed in peace.
            let _ = std::fs::remove_file(self.data.path().join(left_over));
        }
        self.resume()
    }

    /// A login page answers in place of the hub, whatever is asked, until it is dropped.
    pub fn portal(&mut self) -> Result<Portal, Failure> {
        self.stop();
        Portal::start(self.addr)
    }
}

/// What a Wi-Fi shows before one has signed in.
pub struct Portal {
    addr: SocketAddr,
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Portal {
    fn start(addr: SocketAddr) -> Result<Self, Failure> {
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

/// The build that stories try.
pub fn whole_app() -> PathBuf {
    std::env::var_os("PASSAMANO_DIST").map_or(root().join("dist"), PathBuf::from)
}

/// A copy of the build in which some files have other contents. Where the build puts a hash into
/// a name, a star stands for it.
pub fn damaged_app(
    files: &[&str],
    damage: impl Fn(Vec<u8>) -> Vec<u8>,
) -> Result<TempDir, Failure> {
    let copy = tempfile::tempdir()?;
    copy_folder(&whole_app(), copy.path())?;
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
    for entry in std::fs::read_dir(whole_app())? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.starts_with(start) && name.ends_with(end) {
            return Ok(name);
        }
    }
    Err(format!("the build has no {file}").into())
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// A coordinator starts a team at the hub of this place.
pub async fn founds(place: &Place) -> Result<Phone, Failure> {
    let desk = Phone::new(Engine::Chromium, "the desk").await?;
    super::speaks(&desk, &place.url(), "en").await?;
    desk.taps("Start a team").await?;
    desk.types("Name of the organisation or project", "Casa Rossa").await?;
    desk.types("What the team calls you", "Rosa").await?;
    desk.taps("Start the team").await?;
    desk.taps("Save the recovery file").await?;
    desk.taps("Go to the desk").await?;
    desk.sees("Today's desk").await?;
    Ok(desk)
}

/// The desk invites.
pub async fn invites(desk: &Phone, place: &Place) -> Result<String, Failure> {
    desk.open(&format!("{}/desk/team", place.url())).await?;
    desk.taps("Make an invitation").await?;
    desk.sees("The invitation is ready").await?;
    desk.value("Link of the invitation").await
}

/// Somebody joins by an invitation.
pub async fn joins(phone: &Phone, link: &str) -> Result<(), Failure> {
    phone.open(link).await?;
    phone.sees("You join as").await?;
    phone.types("What the team calls you", phone.name).await?;
    phone.taps("Join the team").await?;
    phone.sees("Your own remark").await
}

/// Waits until the phone's own count of records that are only on it is this.
pub async fn holds(phone: &Phone, place: &Place, count: &str) -> Result<(), Failure> {
    phone.open(&format!("{}/sent", place.url())).await?;
    phone
        .waits(&format!("hold {count}"), async || {
            let shown = "return document.querySelector('.chain-phone')?.innerText.trim()";
            Ok(phone.script(shown, vec![]).await? == count)
        })
        .await
}
