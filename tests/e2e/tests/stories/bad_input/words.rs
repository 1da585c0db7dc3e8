//! Words that are long and full of emoji.

use passamano_e2e::hub::TestHub;
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure};
use serde_json::json;

use super::{saves_remark, tries_it};

pub async fn ten_thousand_emoji_arrive_whole_at_the_desk(engine: Engine) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let phone = Phone::new(engine, "Amina").await?;
    tries_it(&phone, &hub.url()).await?;
    // An emoji outside the first plane, one that is joined of three, and letters of both directions.
    let words = "🍅👩‍🚒ثé".chars().cycle().take(10_000).collect::<String>();
    saves_remark(&phone, &words).await?;
    phone.open(&format!("{}/desk/feedback", hub.url())).await?;
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
