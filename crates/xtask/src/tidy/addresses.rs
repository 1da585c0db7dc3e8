//! Every page is looked at: the walk of the stories (`tests/e2e/src/tour.rs`) goes to each address
//! of the table in `src/route.rs` that names nothing. What names something is come to by taps.

use anyhow::Result;

use super::source::strings;
use super::{Findings, Project};

const TABLE: &str = "src/route.rs";
const TOUR: &str = "tests/e2e/src/tour.rs";

/// Addresses that the walk leaves out, and why.
const NOT_WALKED: &[(&str, &str)] =
    &[("/desk/household", "the form that a listed household is changed in, with nothing in it")];

pub fn check(project: &Project, findings: &mut Findings) -> Result<()> {
    let tour = project.read(TOUR)?;
    let walked = strings(&tour);
    for address in addresses(&project.read(TABLE)?) {
        let left_out = NOT_WALKED.iter().any(|(own, _)| *own == address);
        if !left_out && !walked.contains(&address.as_str()) {
            findings.add(TOUR, format!("goes not to {address}"), "add it, with a name");
        }
    }
    Ok(())
}

/// The addresses of the table that name nothing. A row is `Name = "/end", part Page;` in the braces
/// of what its address begins with.
fn addresses(table: &str) -> Vec<String> {
    let mut begin = String::new();
    let mut all = Vec::new();
    for line in table.lines().map(str::trim) {
        let quoted = line.split('"').nth(1);
        match quoted {
            Some(under) if line.starts_with('"') && line.ends_with('{') => begin = under.to_owned(),
            Some(end) if line.contains("\", ") && line.ends_with(';') && !end.contains(':') => {
                all.push(format!("{begin}{end}"));
            }
            _ => {}
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_give_their_addresses() {
        let table = r#"
            "" {
                /// Today.
                Home = "/", doors TodayPage;
                Step(step: String) = "/guide/:step", team StepPage;
            }
            "/handout" {
                HandOut = "", team HandOutPage;
                WalkIn = "/walk-in", team WalkInPage;
            }
            const CARDS: &str = "/handout/card/";
        "#;
        assert_eq!(addresses(table), ["/", "/handout", "/handout/walk-in"]);
    }
}
