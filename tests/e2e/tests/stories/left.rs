//! The story of *a page that is left in the middle*: a browser that freezes it for the back
//! button must not block the records for the page that comes next. In WebKit, which did.

use passamano_e2e::hub::TestHub;
use passamano_e2e::{Engine, Failure, team};

/// Without care about it, one of the first fifteen pages stayed empty.
const ROUNDS: usize = 10;

pub async fn a_page_that_is_left_in_the_middle_blocks_nothing(
    engine: Engine,
) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let list = team::list(&team::codes(20))?;
    let desk = team::found_and_plan(engine, &hub.url(), &list).await?;
    for _ in 0..ROUNDS {
        for (path, words) in [
            ("sent", "Received by Casa Rossa:"),
            ("more", "Read a file"),
            ("gate", "Go or no-go"),
            ("desk", "Households served"),
            ("desk/feedback", "Feedback"),
        ] {
            desk.open(&format!("{}/{path}", hub.url())).await?;
            desk.sees(words).await?;
        }
    }
    Ok(())
}
