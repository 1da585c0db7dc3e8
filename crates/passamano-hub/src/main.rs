//! The command line of the hub. What it does is in the library.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use passamano_core::api::About;
use passamano_hub::{CannotStart, Found, Hub, Settings};
use serde::Serialize;

const NAME: &str = "Passamano hub";

/// Keeps a team's sealed envelopes and serves the app.
#[derive(Parser)]
#[command(name = "passamano-hub", version)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the hub until it is told to stop.
    Serve {
        /// Where to listen; port 0 takes any free one.
        #[arg(long, default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
        /// Folder for the envelopes and the hub's key. Back up all of it.
        #[arg(long)]
        data: PathBuf,
        /// Folder of the built app, to serve it as well.
        #[arg(long)]
        dist: Option<PathBuf>,
        /// What people call this hub.
        #[arg(long, default_value = NAME)]
        name: String,
        /// Who may open a space for a team. Without it: anybody, until the first one stands.
        #[arg(long)]
        found: Option<Who>,
    },
    /// Prints who the hub of a data folder is: the key that phones pin, and its founding code if
    /// it has one.
    About {
        /// The hub's data folder.
        #[arg(long)]
        data: PathBuf,
        /// What people call this hub.
        #[arg(long, default_value = NAME)]
        name: String,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Who {
    /// Nobody.
    Closed,
    /// Who has the code that is printed at the start.
    Code,
    /// Anybody, any number.
    Open,
}

/// What `about` prints.
#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    about: About,
    #[serde(skip_serializing_if = "Option::is_none")]
    founding_code: Option<String>,
}

fn main() -> ExitCode {
    let done = match Line::parse().command {
        Command::Serve { listen, data, dist, name, found } => {
            let found = match found {
                None => Found::First,
                Some(Who::Closed) => Found::Closed,
                Some(Who::Code) => Found::Code,
                Some(Who::Open) => Found::Open,
            };
            serve(Settings { listen, data, dist, name, found })
        }
        Command::About { data, name } => tell(&data, &name),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("passamano-hub: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn tell(data: &Path, name: &str) -> Result<(), CannotStart> {
    let (about, founding_code) = (Hub::about(data, name)?, Hub::founding_code_of(data)?);
    let told = Told { about, founding_code };
    say(&serde_json::to_string_pretty(&told).unwrap_or_default())
}

fn serve(settings: Settings) -> Result<(), CannotStart> {
    // Listening for signals first: a stop that comes while the hub starts is not missed.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut stop = runtime.block_on(async { stop_signal() })?;
    let hub = Hub::start(settings)?;
    say(&format!("listening on http://{}", hub.addr()))?;
    if let Some(code) = hub.founding_code() {
        say(&format!("founding code: {code}"))?;
    }
    runtime.block_on(&mut stop);
    hub.stop();
    say("stopped")
}

fn say(line: &str) -> Result<(), CannotStart> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).map_err(CannotStart::from)
}

type Stop = std::pin::Pin<Box<dyn Future<Output = ()>>>;

#[cfg(unix)]
fn stop_signal() -> io::Result<Stop> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut term, mut int) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(Box::pin(async move {
        tokio::select! { _ = term.recv() => {}, _ = int.recv() => {} }
    }))
}

#[cfg(not(unix))]
fn stop_signal() -> io::Result<Stop> {
    Ok(Box::pin(async {
        let _ = tokio::signal::ctrl_c().await;
    }))
}
