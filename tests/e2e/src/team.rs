//! What the people of a team do, by the words on their screens: start it, bring in the list,
//! plan, configure, invite, join, pass the gate, hand out, listen. The stories put it in order.

use std::fmt::Write as _;
use std::io::Write as _;

use passamano_core::card;
use passamano_core::space::Invitation;
use serde_json::json;

use crate::kept::Kept;
use crate::phone::{Phone, Saved};
use crate::webhook::{self, TestWebhook};
use crate::{Engine, Failure, now_ms};

/// What the receiver of the webhook is called.
pub const REGISTER: &str = "Registro";
/// What a recipient says.
pub const THANKS: &str = "شكرًا لكم، الطعام جيّد";
/// What the team is called, and its hub.
const TEAM: &str = "Casa Rossa";
/// The database of a team on a phone.
pub const DATABASE: &str = "passamano";

/// A desk starts a team. Gives it with its recovery file.
pub async fn found(engine: Engine, url: &str) -> Result<(Phone, Saved), Failure> {
    let desk = Phone::new(engine, "the desk").await?;
    desk.open(url).await?;
    desk.taps("English").await?;
    desk.sees("From hand to hand").await?;
    desk.taps("Start a team").await?;
    desk.types("Name of the organisation or project", TEAM).await?;
    desk.types("What the team calls you", "Rosa").await?;
    desk.taps("Start the team").await?;
    desk.taps("Save the recovery file").await?;
    let recovery = desk.takes_file().await?;
    assert_eq!(recovery.name, "passamano-recovery.json");
    desk.taps("Go to the desk").await?;
    desk.sees("Today's desk").await?;
    Ok((desk, recovery))
}

/// A desk starts a team, brings in this list of households, and plans the activity for them.
pub async fn found_and_plan(engine: Engine, url: &str, list: &str) -> Result<Phone, Failure> {
    let (desk, _) = found(engine, url).await?;
    // The first line names the columns.
    let households = list.lines().skip(1).count();

    desk.taps("Households").await?;
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile()?;
    file.write_all(list.as_bytes())?;
    file.flush()?;
    desk.gives_file("Choose the list file", file.path()).await?;
    desk.taps(&format!("Add {households} households")).await?;
    desk.sees(&format!("{households} households added")).await?;

    desk.taps("Activities").await?;
    desk.taps("Plan an activity").await?;
    desk.types("Title", "Pacchi San Lorenzo").await?;
    desk.types("Place", "Piazza dei Sanniti 5").await?;
    desk.types("Households expected", &households.to_string()).await?;
    desk.tick("Dry food").await?;
    desk.taps("Save the plan").await?;
    desk.sees("Pacchi San Lorenzo").await?;
    Ok(desk)
}

/// The desk lets a webhook read the records of the team.
pub async fn adds_webhook(desk: &Phone, hook: &TestWebhook) -> Result<(), Failure> {
    desk.taps("Settings").await?;
    desk.types("Name of the address", REGISTER).await?;
    desk.types("https address", &hook.url()).await?;
    desk.types("Name of the header", webhook::HEADER).await?;
    desk.types("Secret", webhook::SECRET).await?;
    desk.tick("It may read plain records of the team").await?;
    desk.taps("Add this address").await?;
    desk.sees(&format!("{REGISTER} answers")).await
}

/// The desk makes an invitation for a volunteer. Gives its link and what is in it.
pub async fn invites(desk: &Phone) -> Result<(String, Invitation), Failure> {
    invites_as(desk, "Volunteer").await
}

/// The desk makes an invitation for somebody in this role.
pub async fn invites_as(desk: &Phone, role: &str) -> Result<(String, Invitation), Failure> {
    desk.taps("Team").await?;
    desk.tick(role).await?;
    desk.taps("Make an invitation").await?;
    desk.sees("The invitation is ready").await?;
    let link = desk.value("Link of the invitation").await?;
    let invitation = Invitation::parse(&link, now_ms()?).map_err(|e| format!("{e:?}"))?;
    Ok((link, invitation))
}

/// Somebody joins by the link.
pub async fn join(phone: &Phone, link: &str) -> Result<(), Failure> {
    phone.open(link).await?;
    phone.sees("You join as").await?;
    phone.sees(TEAM).await?;
    phone.types("What the team calls you", phone.name).await?;
    phone.taps("Join the team").await?;
    phone.sees("Your own remark").await
}

/// A new phone joins by the link, and the team's day arrives.
pub async fn joined(engine: Engine, name: &'static str, link: &str) -> Result<Phone, Failure> {
    let phone = Phone::new(engine, name).await?;
    join(&phone, link).await?;
    phone.sees("Pacchi San Lorenzo").await?;
    Ok(phone)
}

/// Every check is ticked, every risk looked at, and somebody of the desk opens the distribution.
pub async fn pass_the_gate(desk: &Phone, url: &str) -> Result<(), Failure> {
    desk.open(&format!("{url}/gate")).await?;
    pass_the_gate_inside(desk).await
}

/// The phones of the volunteers hear that it is open, and stay on *Today*.
pub async fn hear_of_it(phones: &[&Phone], url: &str) -> Result<(), Failure> {
    for phone in phones {
        phone.open(url).await?;
        phone.sees("During · step 1").await?;
    }
    Ok(())
}

/// The same, by somebody who has come to the gate without leaving the app.
pub async fn pass_the_gate_inside(phone: &Phone) -> Result<(), Failure> {
    phone.sees("You cannot open yet").await?;
    ticks_everything(phone).await?;
    // Many ticks are many saves, and each has the patience of one.
    loop {
        let before = phone.words().await?;
        if !before.contains("You cannot open yet") {
            break;
        }
        phone.waits("save the next tick", async || Ok(phone.words().await? != before)).await?;
    }
    phone.taps("Open the distribution").await?;
    phone.sees("During · step 1").await
}

/// One adult without a card. Gives the code of the new one, which is open then.
pub async fn walks_in(phone: &Phone, url: &str) -> Result<String, Failure> {
    phone.open(&format!("{url}/handout/walk-in")).await?;
    phone.taps("One more: 18-59 years").await?;
    phone.taps("Make the card").await?;
    phone.taps("Hand out to this card").await?;
    phone.sees("Due today").await?;
    let card = phone.browser()?.current_url().await?.to_string();
    Ok(card.rsplit('/').next().unwrap_or_default().to_string())
}

/// Closes the day with things left open, and says yes when asked.
pub async fn closes_the_day(phone: &Phone) -> Result<(), Failure> {
    phone.taps("Close and leave the rest open").await?;
    phone.taps("Yes, close the day").await?;
    phone.sees("The day is closed: what comes next").await
}

/// Taps every box that is not ticked, once, and waits until all are. By their ids: a screen may
/// use the boxes of the one before.
pub async fn ticks_everything(phone: &Phone) -> Result<(), Failure> {
    phone
        .waits("tick every check", async || {
            let left = phone
                .script(
                    "const open = [...document.querySelectorAll('main input[type=checkbox]:not(:checked)')];
                     open.filter(box => box.dataset.tapped !== box.id).slice(0, 1).forEach(box => { box.dataset.tapped = box.id; box.click(); });
                     return open.length;",
                    vec![],
                )
                .await?;
            Ok(left == json!(0))
        })
        .await
}

/// Types the cards one after the other and gives what is due.
pub async fn hands_out(phone: &Phone, url: &str, codes: &[String]) -> Result<(), Failure> {
    phone.open(url).await?;
    let codes: Vec<&String> = codes.iter().collect();
    hands_out_inside(phone, &codes).await
}

/// The same, without leaving the app: there is no signal.
pub async fn hands_out_inside(phone: &Phone, codes: &[&String]) -> Result<(), Failure> {
    for (i, code) in codes.iter().enumerate() {
        phone.taps(if i == 0 { "Hand out" } else { "Next card" }).await?;
        phone.types("Or type the code on the card", &code.to_lowercase()).await?;
        phone.taps("Find").await?;
        phone.sees("Due today").await?;
        phone.taps("Give").await?;
        phone.sees("Saved on this phone").await?;
    }
    Ok(())
}

/// The phone is lent: three faces, a word of thanks, and the phone comes back.
pub async fn feedback_in_arabic(phone: &Phone) -> Result<(), Failure> {
    phone.taps("Feedback").await?;
    answers_in_arabic(phone).await?;
    phone.taps("أريد أن أشكر").await?;
    says_in_arabic(phone, THANKS).await?;
    gives_the_phone_back(phone).await
}

/// A recipient chooses Arabic and answers the three questions.
pub async fn answers_in_arabic(phone: &Phone) -> Result<(), Failure> {
    phone.taps("العربية").await?;
    for question in ["كيف عاملكم", "هل حصلتم", "هل شعرتم"] {
        phone.sees(question).await?;
        phone.script("document.querySelector('.face').click()", vec![]).await?;
    }
    Ok(())
}

/// The recipient writes these words, and gets the code that they can be followed up with.
pub async fn says_in_arabic(phone: &Phone, words: &str) -> Result<(), Failure> {
    phone.types("بكلماتكم", words).await?;
    phone.taps("تم").await?;
    phone.sees("رمزكم").await
}

/// The recipient hands the phone back, and the volunteer goes on.
pub async fn gives_the_phone_back(phone: &Phone) -> Result<(), Failure> {
    phone.taps("أعيدوا الهاتف").await?;
    phone.taps("I am from the team").await?;
    phone.sees("Hand out").await
}

/// Waits until the phone's own count of records that are only on it is this.
pub async fn holds(phone: &Phone, count: &str) -> Result<(), Failure> {
    let shown = "return document.querySelector('.chain-phone')?.innerText.trim()";
    let holds = async || Ok(phone.script(shown, vec![]).await? == count);
    phone.waits(&format!("hold {count}"), holds).await
}

/// Waits until every endpoint has given its receipt for each record that the phone wrote, and
/// for `others` that it handed on. Gives how many it wrote.
pub async fn sent_everything(phone: &Phone, url: &str, others: u64) -> Result<u64, Failure> {
    phone.open(&format!("{url}/sent")).await?;
    phone.sees("Sent and unsent").await?;
    let wrote = Kept::on(phone, DATABASE).await?.seq;
    phone.sees(&format!("Received by {TEAM}: {}", wrote + others)).await?;
    Ok(wrote)
}

/// Codes of a list so long, the same in every run.
pub fn codes(n: usize) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    let mut seed = 1_u64;
    while codes.len() < n {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        codes.extend(card::new_code(seed.to_be_bytes(), |code| codes.iter().any(|c| c == code)));
    }
    codes
}

/// The list as an organisation would send it.
pub fn list(codes: &[String]) -> Result<String, Failure> {
    let mut csv = String::from("codice;f_18_59;m_18_59;f_5_11;lingua;consenso;allergeni;note\n");
    for (i, code) in codes.iter().enumerate() {
        let allergens = if i % 50 == 7 { "arachidi" } else { "" };
        writeln!(
            csv,
            "{code};1;{};{};{};sì;{allergens};Famiglia «{i}»",
            i % 2,
            i % 3,
            ["it", "ar", "bn", "uk"][i % 4]
        )?;
    }
    Ok(csv)
}
