//! Driver programs and browser sessions: how each engine is started, with a profile that can
//! outlive its browser. Several may run at a time: each has a port, and WebKit a screen, that no
//! other one has.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{Capabilities, WebDriver};

use crate::ports::free_port;
use crate::{Engine, Failure, film, tools};

/// A browser that is open, and what is needed to look at it when a story fails.
pub struct Session {
    /// What the story calls its phone.
    pub name: &'static str,
    /// How it is told what to do.
    pub browser: WebDriver,
    // After the browser, so that a story that fails ends the browser first.
    _driver: Driver,
    profile: Arc<TempDir>,
}

impl Session {
    /// Opens a browser of phone size. `profile` keeps what the browser stores.
    pub async fn open(
        engine: Engine,
        name: &'static str,
        profile: Arc<TempDir>,
    ) -> Result<Self, Failure> {
        let driver = Driver::start(engine, profile.path()).await?;
        let url = format!("http://127.0.0.1:{}", driver.port);
        let browser = WebDriver::new(&url, capabilities(engine, profile.path())?).await?;
        browser.set_window_rect(0, 0, 430, 932).await?;
        Ok(Self { name, browser, _driver: driver, profile })
    }

    /// The files to which driver, browser and the page's console write.
    pub fn logs(&self) -> [PathBuf; 2] {
        // The second is Chromium's: it gives its driver nothing to pass on.
        ["driver.log", "chrome_debug.log"].map(|name| self.profile.path().join(name))
    }
}

/// A driver program; ends with this value, and its browser with it.
struct Driver {
    program: Child,
    port: u16,
    // WebKit's browser has no headless mode.
    _screen: Option<Screen>,
}

impl Driver {
    /// Starts the engine's driver on a free port, for a browser with this profile.
    async fn start(engine: Engine, profile: &Path) -> Result<Self, Failure> {
        let port = free_port()?;
        let mut screen = None;
        let mut command = match engine {
            Engine::Chromium => {
                let mut command = Command::new("chromedriver");
                command.arg(format!("--port={port}"));
                command
            }
            Engine::Firefox => {
                let mut command = Command::new(tool("geckodriver"));
                // Else it looks for a port by itself, which another one may take meanwhile.
                command.args(["--marionette-port", &free_port()?.to_string()]);
                command.args(["--port", &port.to_string(), "--websocket-port", "0"]);
                command
            }
            Engine::WebKit => {
                let mut command = Command::new("WebKitWebDriver");
                command.arg(format!("--port={port}"));
                command.env("DISPLAY", &screen.insert(Screen::open()?).display);
                // The browser speaks the language of its environment.
                command.env("LANG", "en_US.UTF-8").env("LC_ALL", "en_US.UTF-8");
                // And it saves files where the desktop's settings say.
                let folder = format!("XDG_DOWNLOAD_DIR={:?}\n", downloads(profile));
                std::fs::write(profile.join("user-dirs.dirs"), folder)?;
                command.env("XDG_CONFIG_HOME", profile);
                command
            }
        };
        let log = File::options().create(true).append(true).open(profile.join("driver.log"))?;
        let program = command
            // A group of its own: what the driver starts ends with it.
            .process_group(0)
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .map_err(|e| format!("cannot start the driver of {engine:?}: {e}"))?;
        let driver = Self { program, port, _screen: screen };
        let until = Instant::now() + Duration::from_secs(20);
        while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            if Instant::now() > until {
                return Err(format!("the driver of {engine:?} does not answer").into());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(driver)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // A driver that ended before is no fault.
        if let Some(group) = Pid::from_raw(self.program.id().cast_signed()) {
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.program.wait();
    }
}

/// A screen that nobody sees; ends with this value.
struct Screen {
    server: Child,
    display: String,
}

impl Screen {
    /// The server itself looks for a number that is free, and says it when it listens.
    fn open() -> Result<Self, Failure> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| format!("cannot start Xvfb: {e}"))?;
        let said = server.stdout.take().ok_or("Xvfb says nothing")?;
        let mut screen = Self { server, display: String::new() };
        let mut number = String::new();
        BufReader::new(said).read_line(&mut number)?;
        if number.trim().is_empty() {
            return Err("Xvfb ended before it had a screen".into());
        }
        screen.display = format!(":{}", number.trim());
        Ok(screen)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // One that ended before is no fault.
        let _ = self.server.kill();
        let _ = self.server.wait();
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
    let film = profile.join(film::NAME);
    let film =
        film.exists().then(|| format!("--use-file-for-fake-video-capture={}", film.display()));
    let profile = profile.to_string_lossy();
    let mut value = match engine {
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
                    "devtools.console.stdout.content": true,
                    "browser.download.folderList": 2, "browser.download.dir": saved,
                },
            },
        }),
        Engine::WebKit => json!({
            "browserName": "MiniBrowser",
            "webkitgtk:browserOptions": {
                "binary": minibrowser().ok_or("MiniBrowser is not installed")?,
                "args": ["--automation", "--enable-write-console-messages-to-stdout=true"],
            },
        }),
    };
    if let (Some(film), Engine::Chromium) = (film, engine)
        && let Some(args) = value["goog:chromeOptions"]["args"].as_array_mut()
    {
        args.push(film.into());
    }
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
