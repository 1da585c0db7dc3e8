//! The story of *a desk whose app is older than a colleague's*: settings with an endpoint that it
//! does not know, a record of a kind that it does not know, and two records under one number.
//! Nothing is lost, each is told with its reason, and what the desk writes takes nothing away.

use passamano_core::endpoint::hub;
use passamano_core::envelope::{self, Header};
use passamano_core::id::{DeviceId, MemberId, RecordId};
use passamano_core::record::{Audience, Fact, Mark, Record};
use passamano_core::seal;
use passamano_core::space::{Endpoint, Settings};
use passamano_core::time::Moment;
use passamano_e2e::bench::team::{push, send};
use passamano_e2e::hub::TestHub;
use passamano_e2e::{Engine, Failure, now_ms, team};

/// The colleague's phone.
const DEVICE: [u8; 32] = [9; 32];

pub async fn a_desk_lives_with_a_colleague_whose_app_is_newer(
    engine: Engine,
) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let (desk, _) = team::found(engine, &hub.url()).await?;
    let (_, invitation) = team::invites_as(&desk, "Coordinator").await?;
    let founding = invitation.founding().ok_or("a coordinator signs settings")?;
    let (space, keys, now) = (founding.space, founding.keys(), now_ms()?);
    let own = invitation.hub.clone().ok_or("the team has a hub")?;
    let asked = hub::enrol(&own, &invitation.grant, &DEVICE);
    let token = hub::read_enrol(&asked, &send(&asked), now).map_err(|d| d.key())?;
    let device = DeviceId(seal::signer_public(&DEVICE));
    let account = hub::Account { hub: own.clone(), space, device, token: Some(token) };

    let record = |n: u8, fact: Fact| Record {
        id: RecordId::new(now, [n; 10]),
        at: Moment { ms: now, offset: 0 },
        by: MemberId([9; 8]),
        activity: None,
        pack: None,
        amends: None,
        reason: None,
        fact,
    };
    let archive =
        serde_json::json!({"kind": "couch", "name": "Archive", "url": "https://couch.example"});
    let settings = Settings {
        version: 9,
        name: "Casa Rossa".into(),
        languages: vec!["en".into()],
        endpoints: vec![Endpoint::Hub(own), Endpoint::Unknown(archive)],
        ..Settings::default()
    };
    let published = Fact::SettingsPublished(founding.sign_settings(&settings));
    let facts = [
        (1, 1, published),
        (2, 2, Fact::Marked(Mark::Incident)),
        (2, 2, Fact::Marked(Mark::Referral)),
    ];
    let mut sealed = vec![];
    for (chance, (n, seq, fact)) in facts.into_iter().enumerate() {
        let chance = [chance as u8; 32];
        sealed.push(envelope::seal(&record(n, fact), space, seq, &DEVICE, &keys, chance)?);
    }
    let later = record(3, Fact::Noted(Default::default()));
    let json = String::from_utf8(later.to_json())?.replace("\"noted\"", "\"visited\"");
    let header = Header { audience: Audience::Desk, space, device, seq: 3, record: later.id };
    sealed.push(envelope::seal_json(&header, json.as_bytes(), &DEVICE, &keys, [3; 32])?);
    push(&account, &sealed, now)?;

    desk.open(&format!("{}/sent", hub.url())).await?;
    desk.sees("Set aside (2)").await?;
    desk.sees("It contradicts a record of the same number that came first.").await?;
    desk.sees("1 record of a kind that this version does not know (visited).").await?;
    desk.taps("Try again").await?;
    desk.sees("What is still here stays set aside.").await?;
    desk.sees("Set aside (2)").await?;
    // After a start it stands there too.
    desk.open(&format!("{}/sent", hub.url())).await?;
    desk.sees("Set aside (2)").await?;

    let page = format!("{}/desk/settings", hub.url());
    desk.open(&page).await?;
    desk.sees("Archive").await?;
    desk.sees("A destination that this version does not know.").await?;
    desk.types("Focal point: name", "Nadia").await?;
    desk.types("Focal point: phone", "+390649271234").await?;
    desk.taps("Save the settings").await?;
    desk.sees("Saved on this phone").await?;
    // What the older app signed has it still, and nothing waits for it.
    desk.open(&page).await?;
    desk.sees("Archive").await?;
    team::sent_everything(&desk, &hub.url(), 0).await?;
    Ok(())
}
