//! Codes that are no card: from a photo, and typed by a hand scanner.

use passamano_e2e::hub::TestHub;
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure};
use serde_json::json;

use super::{card_of_the_list, says, sentence, speaks, tries_it};

pub async fn a_code_that_is_no_card_is_named_and_what_was_typed_stays(
    engine: Engine,
) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let phone = Phone::new(engine, "Amina").await?;
    tries_it(&phone, &hub.url()).await?;
    let long = "HC1:6BF".repeat(40);
    for language in ["en", "ar"] {
        speaks(&phone, &format!("{}/handout", hub.url()), language).await?;
        let field = sentence(language, "handout.type_code")?;
        for (code, key) in [
            (Some("WIFI:T:WPA;S:Ospiti;P:secret;;"), "handout.bad_wifi"),
            (Some("https://example.org/menu"), "handout.bad_link"),
            (Some("https://example.org/#/join/AQEC"), "handout.bad_invitation"),
            (Some("BEGIN:VCARD\nFN:Rosa\nEND:VCARD"), "handout.bad_contact"),
            (Some(long.as_str()), "handout.bad_long"),
            (None, "scanner.nothing"),
        ] {
            phone.types(&field, "K7-4").await?;
            photographs(&phone, code).await?;
            says(&phone, language, key).await?;
            assert_eq!(phone.value(&field).await?, "K7-4", "what was typed stays");
        }
        // After a photo without a code, the next one is judged by itself.
        photographs(&phone, Some("tel:+390612345")).await?;
        says(&phone, language, "handout.bad_contact").await?;
        phone.no_longer_sees(&sentence(language, "scanner.nothing")?).await?;
    }
    Ok(())
}

pub async fn a_file_that_is_no_picture_and_a_card_of_nobody_are_named(
    engine: Engine,
) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let phone = Phone::new(engine, "Amina").await?;
    tries_it(&phone, &hub.url()).await?;
    phone.open(&format!("{}/desk/households", hub.url())).await?;
    let code = card_of_the_list(&phone).await?;

    speaks(&phone, &format!("{}/handout", hub.url()), "it").await?;
    let text = tempfile::Builder::new().suffix(".png").tempfile()?;
    std::fs::write(text.path(), "no picture")?;
    phone.gives_file(&sentence("it", "scanner.photo")?, text.path()).await?;
    says(&phone, "it", "scanner.nothing").await?;
    photographs(&phone, Some("ZZ-ZZZ")).await?;
    says(&phone, "it", "handout.check_code").await?;
    says(&phone, "it", "handout.walk_with").await?;
    photographs(&phone, Some(&code)).await?;
    says(&phone, "it", "handout.due").await
}

/// Gives the app a photo of a QR code with this text, or of nothing.
async fn photographs(phone: &Phone, text: Option<&str>) -> Result<(), Failure> {
    phone
        .waits("have a place for photos", async || {
            let there = "return !!document.querySelector('input[type=file]')";
            Ok(phone.script(there, vec![]).await? == true)
        })
        .await?;
    let wrong = phone.browser()?.execute_async(PHOTO, vec![json!(text)]).await?;
    match wrong.json().as_str() {
        None => Ok(()),
        Some(wrong) => Err(format!("no photo: {wrong}").into()),
    }
}

/// Draws by the app's own worker, so that no picture has to lie in the repository.
const PHOTO: &str = "
    const [text, done] = arguments;
    const side = 600, canvas = Object.assign(document.createElement('canvas'), { width: side, height: side });
    const context = canvas.getContext('2d');
    const give = () => canvas.toBlob(blob => {
        const files = new DataTransfer();
        files.items.add(new File([blob], 'photo.png', { type: 'image/png' }));
        const input = document.querySelector('input[type=file]');
        input.files = files.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));
        done(null);
    });
    context.fillStyle = '#fff';
    context.fillRect(0, 0, side, side);
    if (text === null) { give(); return; }
    const worker = new Worker('/codes-worker_loader.js');
    worker.onerror = event => done(event.message || 'the worker failed');
    worker.onmessage = () => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => {
            worker.terminate();
            if (data.error) { done(data.error); return; }
            const unit = Math.floor(side / (data.size + 8));
            context.fillStyle = '#000';
            data.modules.forEach((dark, at) => dark && context.fillRect(
                (at % data.size + 4) * unit, (Math.floor(at / data.size) + 4) * unit, unit, unit));
            give();
        };
        worker.postMessage({ op: 'draw', text }, [port2]);
    };";
