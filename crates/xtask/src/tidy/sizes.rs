//! How long a file may be, and that each says what it is for.

use anyhow::Result;

use super::{Findings, Project};

/// A folder and the most lines that a file in it may have.
const LIMITS: &[(&str, usize)] = &[
    ("src/pages/", 300),
    ("src/screen/", 300),
    ("src/components/", 300),
    ("crates/passamano-core/src/", 700),
];

pub fn check(project: &Project, findings: &mut Findings) -> Result<()> {
    for folder in ["src", "crates", "tests"] {
        for file in project.files(folder, ".rs")? {
            let text = project.read(&file)?;
            if !text.starts_with("//!") {
                findings.add(&file, "does not begin with //!", "say what is here and what is not");
            }
            let lines = text.lines().count();
            for (folder, limit) in LIMITS {
                if file.starts_with(folder) && lines > *limit {
                    findings.add(
                        &file,
                        format!("has {lines} lines, more than {limit}"),
                        "split it",
                    );
                }
            }
        }
    }
    Ok(())
}
