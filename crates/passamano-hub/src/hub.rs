//! Starting and stopping a hub. What it answers is in `http`, what it keeps in [`crate::store`].

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use axum::serve::ListenerExt;
use passamano_core::api::About;
use passamano_core::seal;
use tokio::sync::watch;

use crate::cannot_start::CannotStart;
use crate::data_folder::{self, DataFolder};
use crate::dist::Dist;
use crate::http::{self, Founding, Shared};
use crate::store::NewSpaces;
use crate::store::sqlite::Sqlite;

/// How long requests under way may take after the hub was told to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(10);

/// How a hub runs.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where to listen; port 0 takes any free one.
    pub listen: SocketAddr,
    /// Folder for the envelopes and the hub's key; made if it is not there.
    pub data: PathBuf,
    /// Folder of the built app, to serve it as well.
    pub dist: Option<PathBuf>,
    /// What people call this hub.
    pub name: String,
    /// Who may open a new space.
    pub found: Found,
}

/// Who may open a new space. One that stands is its organisation's, whatever is set here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Found {
    /// Anybody opens the first one, nobody a second one.
    #[default]
    First,
    /// Nobody.
    Closed,
    /// Who has the founding code. The hub makes it and keeps it in its data folder.
    Code,
    /// Anybody.
    Open,
}

/// A running hub, on threads of its own. It stops when it is dropped.
pub struct Hub {
    addr: SocketAddr,
    about: About,
    founding_code: Option<String>,
    stop: watch::Sender<bool>,
    thread: Option<JoinHandle<()>>,
}

impl Hub {
    /// Starts a hub and returns when it listens. May be called with or without an async runtime.
    pub fn start(settings: Settings) -> Result<Self, CannotStart> {
        let folder = DataFolder::open(&settings.data)?;
        let public = seal::signer_public(&folder.key);
        let store = if folder.new {
            Sqlite::create(&folder.database, &public)?
        } else {
            Sqlite::open(&folder.database, &public)?
        };
        folder.settle()?;
        let dist = settings.dist.as_deref().map(Dist::load).transpose()?;
        let listener = TcpListener::bind(settings.listen)
            .map_err(|e| CannotStart(format!("cannot listen on {}: {e}", settings.listen)))?;
        listener.set_nonblocking(true)?;
        let addr = listener.local_addr()?;
        let about = about(&folder.key, &settings.name);
        let (founding, founding_code) = match settings.found {
            Found::First => (Founding::Free(NewSpaces::First), None),
            Found::Closed => (Founding::Free(NewSpaces::None), None),
            Found::Open => (Founding::Free(NewSpaces::All), None),
            Found::Code => {
                let code = folder.founding_code()?;
                (Founding::with_code(&code), Some(code))
            }
        };
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let (stop, stopping) = watch::channel(false);
        let shared = Shared::new(
            Arc::new(store),
            folder.key,
            about.clone(),
            founding,
            dist,
            stopping.clone(),
        );
        let thread = thread::Builder::new().name("hub".into()).spawn(move || {
            if let Err(error) = runtime.block_on(serve(listener, shared, stopping)) {
                eprintln!("the hub stopped: {error}");
            }
            runtime.shutdown_timeout(LAST_ANSWERS);
            // The folder is free for another hub only when the store is closed.
            drop(folder);
        })?;
        Ok(Self { addr, about, founding_code, stop, thread: Some(thread) })
    }

    /// Who the hub of a data folder is, without starting it.
    pub fn about(data: &Path, name: &str) -> Result<About, CannotStart> {
        let key = data_folder::key_of(data)?
            .ok_or_else(|| CannotStart(format!("no hub was ever started in {}", data.display())))?;
        Ok(about(&key, name))
    }

    /// The founding code of a data folder, without starting its hub; none if it never asked for
    /// one.
    pub fn founding_code_of(data: &Path) -> Result<Option<String>, CannotStart> {
        data_folder::founding_code_of(data)
    }

    /// What opens a space at this hub, if it asks for a code.
    pub fn founding_code(&self) -> Option<&str> {
        self.founding_code.as_deref()
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Who it is.
    pub fn who(&self) -> &About {
        &self.about
    }

    /// Answers what is under way, at most ten seconds long, and stops.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        let _ = self.stop.send(true);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn about(key: &seal::SecretKey, name: &str) -> About {
    About {
        service: "passamano-hub".into(),
        name: name.into(),
        key: seal::signer_public(key).to_vec(),
        version: env!("CARGO_PKG_VERSION").into(),
    }
}

async fn serve(
    listener: TcpListener,
    shared: Arc<Shared>,
    stopping: watch::Receiver<bool>,
) -> io::Result<()> {
    let told = |mut stopping: watch::Receiver<bool>| async move {
        let _ = stopping.wait_for(|stop| *stop).await;
    };
    let listener = tokio::net::TcpListener::from_std(listener)?.tap_io(|stream| {
        // Answers are small and whole: waiting to fill a packet only delays them.
        let _ = stream.set_nodelay(true);
    });
    let late = told(stopping.clone());
    tokio::select! {
        done = axum::serve(listener, http::router(shared)).with_graceful_shutdown(told(stopping)) => done,
        () = async { late.await; tokio::time::sleep(LAST_ANSWERS).await } => Ok(()),
    }
}
