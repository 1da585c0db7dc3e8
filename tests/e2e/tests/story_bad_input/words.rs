//! Words that are long and full of emoji.

use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure};
use serde_json::json;

use super::place::Place;
use super::{says, tries_it, writes_remark};

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_emoji_arrive_whole_at_the_desk() -> Result<(), Failure> {
    let place = Place::start()?;
    let phone = Phone::new(Engine::Chromium, "Amina").await?;
    tries_it(&phone, &place.url()).await?;
    // An emoji outside the first plane, one that is joined of three, and letters of both directions.
    let words = "🍅👩‍🚒ثé".chars().cycle().take(10_000).collect::<String>();
    writes_remark(&phone, &words).await?;
    phone.taps("Save").await?;
    says(&phone, "en", "remark.saved").await?;
    phone.open(&format!("{}/desk/feedback", place.url())).await?;
    phone
        .waits("open the remark", async || {
            let open =
                "const item = document.querySelector('.inbox-item'); item?.click(); return !!item;";
            Ok(phone.script(open, vec![]).await? == true)
        })
        .await?;
    phone
        .waits("show every sign", async || {
            let shown = "return document.querySelector('main').innerText.includes(arguments[0])";
            Ok(phone.script(shown, vec![json!(words)]).await? == true)
        })
        .await
}
