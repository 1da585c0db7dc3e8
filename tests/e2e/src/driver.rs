//! Driver programs and browser sessions: how each engine is started, with a profile that can
//! outlive its browser.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::{Value, json};
use thirtyfour::{Capabilities, WebDriver};

use crate::{Engine, Failure, free_port, tools};

/// A driver program; ends with this value, and its browser with it.
pub struct Driver {
    program: Child,
    port: u16,
}

impl Driver {
    /// Starts the engine's driver on a free port, for a browser with this profile.
    pub async fn start(engine: Engine, profile: &Path) -> Result<Self, Failure> {
        let port = free_port()?;
        let mut command = match engine {
            Engine::Chromium => {
                let mut command = Command::new("chromedriver");
                command.arg(format!("--port={port}"));
                command
            }
            Engine::Firefox => {
                let mut command = Command::new(tool("geckodriver"));
                command.args(["--port", &port.to_string(), "--websocket-port", "0"]);
                command
            }
            Engine::WebKit => {
                // MiniBrowser has no headless mode: it gets a screen of its own.
                let mut command = Command::new("xvfb-run");
                command.args(["--auto-servernum", "--server-args=-screen 0 1400x1000x24"]);
                // The browser speaks the language of its environment.
                command.env("LANG", "en_US.UTF-8").env("LC_ALL", "en_US.UTF-8");
                // And it saves files where the desktop's settings say.
                let folder = format!("XDG_DOWNLOAD_DIR={:?}\n", downloads(profile));
                std::fs::write(profile.join("user-dirs.dirs"), folder)?;
                command.env("XDG_CONFIG_HOME", profile);
                command.args(["WebKitWebDriver", &format!("--port={port}")]);
                command
            }
        };
        let program = command
            // A group of its own: what the driver starts, such as a screen, ends with it.
            .process_group(0)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| format!("cannot start the driver of {engine:?}: {e}"))?;
        let driver = Self { program, port };
        let until = Instant::now() + Duration::from_secs(20);
        while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            if Instant::now() > until {
                return Err(format!("the driver of {engine:?} does not answer").into());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(driver)
    }

    /// Opens a browser of phone size. `profile` keeps what the browser stores.
    pub async fn open(&self, engine: Engine, profile: &Path) -> Result<WebDriver, Failure> {
        let url = format!("http://127.0.0.1:{}", self.port);
        let browser = WebDriver::new(&url, capabilities(engine, profile)?).await?;
        browser.set_window_rect(0, 0, 430, 932).await?;
        Ok(browser)
    }

    /// Process id, for stories that kill.
    pub fn pid(&self) -> u32 {
        self.program.id()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The story is over either way; a driver that ended before is no fault.
        if let Some(group) = Pid::from_raw(self.program.id().cast_signed()) {
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// Where a browser with this profile puts the files that it saves.
pub fn downloads(profile: &Path) -> PathBuf {
    profile.join("saved")
}

/// A tool that `cargo xtask` installed, or the one on the path.
fn tool(name: &str) -> PathBuf {
    let ours = tools().map(|tools| tools.join("bin").join(name));
    ours.filter(|path| path.exists()).unwrap_or_else(|| name.into())
}

fn capabilities(engine: Engine, profile: &Path) -> Result<Capabilities, Failure> {
    let saved = downloads(profile);
    let profile = profile.to_string_lossy();
    let value = match engine {
        Engine::Chromium => json!({
            "browserName": "chrome",
            "goog:chromeOptions": {
                "binary": "/usr/bin/chromium",
                "args": [
                    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic",
                    "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync", "--lang=en",
                    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
                    format!("--user-data-dir={profile}"),
                ],
                "prefs": { "download.default_directory": saved },
            },
        }),
        Engine::Firefox => json!({
            "browserName": "firefox",
            "moz:firefoxOptions": {
                "binary": "/usr/bin/firefox-esr",
                "args": ["-headless", "-profile", profile],
                "prefs": {
                    "intl.accept_languages": "en", "app.update.auto": false,
                    "browser.download.folderList": 2, "browser.download.dir": saved,
                },
            },
        }),
        Engine::WebKit => json!({
            "browserName": "MiniBrowser",
            "webkitgtk:browserOptions": {
                "binary": minibrowser().ok_or("MiniBrowser is not installed")?,
                "args": ["--automation"],
            },
        }),
    };
    let Value::Object(map) = value else { return Err("capabilities are an object".into()) };
    Ok(map.into())
}

fn minibrowser() -> Option<String> {
    let folders = std::fs::read_dir("/usr/lib").ok()?.flatten();
    let mut found = folders
        .flat_map(|folder| std::fs::read_dir(folder.path()).into_iter().flatten().flatten())
        .map(|entry| entry.path().join("MiniBrowser"))
        .filter(|path| path.exists())
        .map(|path| path.to_string_lossy().into_owned());
    found.next()
}
