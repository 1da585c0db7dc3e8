//! Who takes part: a desk that starts a team with a short list, the phones that join it, and how
//! a phone is opened cold.

use std::fmt::Write as _;
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant};

use passamano_e2e::hub::TestHub;
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure, team};

/// Households of the list. All but [`WITHOUT_CONSENT`] agreed that phones show what they declared.
pub const HOUSEHOLDS: usize = 20;
/// The place in the list of the household that did not agree.
pub const WITHOUT_CONSENT: usize = 1;

/// A page that takes longer does not come any more.
const LONGEST_START: Duration = Duration::from_secs(20);

/// The desk, its hub and the codes of its list.
pub struct Team {
    pub hub: TestHub,
    pub desk: Phone,
    pub codes: Vec<String>,
}

impl Team {
    /// The desk starts a team, brings in the list and plans the activity.
    pub async fn start(engine: Engine) -> Result<Self, Failure> {
        let (hub, codes) = (TestHub::start()?, team::codes(HOUSEHOLDS));
        let desk = team::found_and_plan(engine, &hub.url(), &list(&codes)?).await?;
        Ok(Self { hub, desk, codes })
    }

    /// Somebody joins in this role by a link, and the visit ends when the team's day has arrived and the
    /// app is on the phone.
    pub async fn joined_by(&self, name: &'static str, role: &str) -> Result<Phone, Failure> {
        let (link, _) = team::invites_as(&self.desk, role).await?;
        let phone = team::joined(self.desk.engine, name, &link).await?;
        phone.has_the_app().await?;
        Ok(phone)
    }

    /// From here on there is no signal for anybody.
    pub fn stop(&mut self) -> Result<(), Failure> {
        self.hub.stop();
        match TcpStream::connect(self.hub.addr()) {
            Ok(_) => Err("the hub still answers, so this would show nothing".into()),
            Err(_) => Ok(()),
        }
    }
}

/// Opens an address in a browser that was not running. WebKitGTK forgets everything when a
/// browser under automation ends: there it is a page that was gone from the window.
pub async fn opens_cold(phone: &mut Phone, url: &str) -> Result<(), Failure> {
    if phone.engine == Engine::WebKit {
        phone.open("about:blank").await?;
    } else {
        phone.switch_off().await?;
        browser_ended(&phone.profile()).await?;
        phone.switch_on().await?;
        phone.browser()?.set_page_load_timeout(LONGEST_START).await?;
    }
    phone.open(url).await
}

/// Waits until no program runs on a profile any more: only then is the next start a cold one.
async fn browser_ended(profile: &Path) -> Result<(), Failure> {
    let profile = profile.to_string_lossy();
    let until = Instant::now() + Duration::from_secs(20);
    while runs_on(&profile)? {
        if Instant::now() > until {
            return Err(format!("a browser still runs on {profile}").into());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

fn runs_on(profile: &str) -> Result<bool, Failure> {
    let programs = std::fs::read_dir("/proc")?.flatten();
    // A program that ends while we look has no command line any more.
    let mut lines = programs.filter_map(|entry| std::fs::read(entry.path().join("cmdline")).ok());
    Ok(lines.any(|line| String::from_utf8_lossy(&line).contains(profile)))
}

fn list(codes: &[String]) -> Result<String, Failure> {
    let mut csv = String::from("codice;f_18_59;m_18_59;lingua;consenso;allergeni\n");
    for (at, code) in codes.iter().enumerate() {
        let consent = if at == WITHOUT_CONSENT { "no" } else { "sì" };
        writeln!(csv, "{code};1;{};ar;{consent};glutine", at % 2)?;
    }
    Ok(csv)
}
