//! Following a guide: where each step and check stands, as the team left it, and the go/no-go
//! gate before a distribution opens. What the steps say is in [`crate::pack`].

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::code::{Code, codes};
use crate::pack::{Check, GateList, Guide, Pack, Phase, Risk, Step};

/// Where a step stands (domain.md, B1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum StepState {
    /// Nobody began it, or it was taken up again.
    #[default]
    Todo,
    /// Finished.
    Done,
    /// Left out, for the record's reason. Never a mandatory step.
    Skipped,
    /// Cannot be done now, for the record's reason.
    Blocked,
    /// A code of a later version. The step is still to do.
    Later(Code),
}

codes!(StepState {
    Todo = "todo",
    Done = "done",
    Skipped = "skipped",
    Blocked = "blocked",
});

/// The decision before a distribution opens (domain.md, B4.1 and B4.7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gate {
    /// Open, or not.
    pub go: bool,
    /// Checks that were not ticked then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open_checks: Vec<String>,
    /// Risks by id: true when the listed mitigations are in place.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub risks: BTreeMap<String, bool>,
}

/// Where a team stands in its guides: the latest state of each step and the ticked checks, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Steps that somebody marked.
    pub steps: BTreeMap<String, StepState>,
    /// Checks that are ticked now.
    pub ticked: BTreeSet<String>,
}

/// How far a guide or a phase is, in steps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Finished.
    pub done: u32,
    /// Left out with a reason.
    pub skipped: u32,
    /// Cannot be done now.
    pub blocked: u32,
    /// All of them.
    pub total: u32,
}

impl Progress {
    /// Nothing is left to do.
    pub fn finished(&self) -> bool {
        self.done + self.skipped == self.total
    }
}

impl Standing {
    /// Where a step stands. A mandatory step that somebody skipped is still to do, and so is one
    /// whose state only a later version knows.
    pub fn state(&self, step: &Step) -> StepState {
        match self.steps.get(&step.id).copied().unwrap_or_default() {
            StepState::Skipped if step.mandatory => StepState::Todo,
            StepState::Later(_) => StepState::Todo,
            state => state,
        }
    }

    /// Mandatory checks of a step that are not ticked.
    pub fn open_checks<'a>(&self, step: &'a Step) -> Vec<&'a str> {
        let open =
            step.checks.iter().filter(|check| check.mandatory && !self.ticked.contains(&check.id));
        open.map(|check| check.id.as_str()).collect()
    }

    /// How far a guide is.
    pub fn guide(&self, guide: &Guide) -> Progress {
        self.count(guide.steps.iter())
    }

    /// How far the day's guides of a phase are together.
    pub fn phase(&self, pack: &Pack, phase: Phase) -> Progress {
        self.count(pack.day_guides(phase).flat_map(|guide| &guide.steps))
    }

    /// The step to do next in the day's guides of a phase: the first that is to do, and when
    /// only blocked ones are left, the first of those.
    pub fn next<'a>(&self, pack: &'a Pack, phase: Phase) -> Option<(&'a Guide, &'a Step)> {
        let with = |state| {
            let mut steps = pack
                .day_guides(phase)
                .flat_map(|guide| guide.steps.iter().map(move |step| (guide, step)));
            steps.find(|(_, step)| self.state(step) == state)
        };
        with(StepState::Todo).or_else(|| with(StepState::Blocked))
    }

    fn count<'a>(&self, steps: impl Iterator<Item = &'a Step>) -> Progress {
        let mut progress = Progress::default();
        for step in steps {
            progress.total += 1;
            match self.state(step) {
                StepState::Done => progress.done += 1,
                StepState::Skipped => progress.skipped += 1,
                StepState::Blocked => progress.blocked += 1,
                StepState::Todo | StepState::Later(_) => {}
            }
        }
        progress
    }
}

/// How bad a risk is (domain.md, B4.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Score 1 to 4.
    Low,
    /// Score 5 to 9: somebody owns the mitigation.
    Medium,
    /// Score 10 to 14: the coordinator must agree.
    High,
    /// Score 15 and over: nothing starts.
    VeryHigh,
}

/// The level of a score, which is likelihood times impact.
pub fn level(score: u8) -> Level {
    match score {
        0..=4 => Level::Low,
        5..=9 => Level::Medium,
        10..=14 => Level::High,
        15.. => Level::VeryHigh,
    }
}

/// A risk as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskNow {
    /// The risk.
    pub id: String,
    /// All its mitigations are in place, so that its residual score counts.
    pub mitigated: bool,
    /// Likelihood times impact, 1 to 25.
    pub score: u8,
    /// What the score means.
    pub level: Level,
    /// It keeps the distribution closed.
    pub stops: bool,
}

/// A section of the gate as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionNow {
    /// The section.
    pub id: String,
    /// Ticked checks.
    pub done: u32,
    /// All checks.
    pub total: u32,
}

/// What the gate says now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GateResult {
    /// Must-checks that are not ticked.
    pub open_must: Vec<String>,
    /// Other checks that are not ticked: opening is possible, on these conditions.
    pub open_other: Vec<String>,
    /// Risks that keep the distribution closed.
    pub stop_risks: Vec<String>,
    /// Nothing keeps it closed.
    pub can_open: bool,
    /// Each section.
    pub sections: Vec<SectionNow>,
    /// Each risk.
    pub risks: Vec<RiskNow>,
}

impl GateResult {
    /// What is decided now, with what is open.
    pub fn decision(&self, go: bool) -> Gate {
        Gate {
            go,
            open_checks: self.open_must.iter().chain(&self.open_other).cloned().collect(),
            risks: self.risks.iter().map(|risk| (risk.id.clone(), risk.mitigated)).collect(),
        }
    }
}

/// A risk that keeps the distribution closed as long as nothing is done about it.
pub fn stops_unmitigated(risk: &Risk) -> bool {
    let score = risk.likelihood.saturating_mul(risk.impact);
    risk.stop || level(score) == Level::VeryHigh
}

/// Looks at the gate. A risk is mitigated when the team said so for the whole risk, or ticked
/// every one of its mitigations. A risk that stops, or whose score is very high, keeps the
/// distribution closed until then.
pub fn evaluate(
    list: &GateList,
    ticked: &BTreeSet<String>,
    risks: &BTreeMap<String, bool>,
) -> GateResult {
    let mut result = GateResult::default();
    for section in &list.sections {
        let open: Vec<&Check> =
            section.checks.iter().filter(|check| !ticked.contains(&check.id)).collect();
        let total = section.checks.len() as u32;
        result.sections.push(SectionNow {
            id: section.id.clone(),
            done: total - open.len() as u32,
            total,
        });
        for check in open {
            let to = if check.mandatory { &mut result.open_must } else { &mut result.open_other };
            to.push(check.id.clone());
        }
    }
    result.risks = list.risks.iter().map(|risk| risk_now(risk, ticked, risks)).collect();
    result.stop_risks =
        result.risks.iter().filter(|risk| risk.stops).map(|risk| risk.id.clone()).collect();
    result.can_open = result.open_must.is_empty() && result.stop_risks.is_empty();
    result
}

fn risk_now(risk: &Risk, ticked: &BTreeSet<String>, said: &BTreeMap<String, bool>) -> RiskNow {
    let mitigated = said.get(&risk.id).copied().unwrap_or_else(|| {
        !risk.mitigations.is_empty()
            && risk.mitigations.iter().all(|mitigation| ticked.contains(mitigation))
    });
    let score = if mitigated {
        risk.residual_likelihood * risk.residual_impact
    } else {
        risk.likelihood * risk.impact
    };
    let stops = (risk.stop && !mitigated) || level(score) == Level::VeryHigh;
    RiskNow { id: risk.id.clone(), mitigated, score, level: level(score), stops }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pack() -> Pack {
        crate::pack::tests::small()
    }

    fn set(ids: &[&str]) -> BTreeSet<String> {
        ids.iter().map(|id| id.to_string()).collect()
    }

    #[test]
    fn a_mandatory_step_is_never_skipped() {
        let pack = pack();
        let (_, count) = pack.step("g1.count").unwrap();
        let mut standing = Standing::default();
        // Another version of the app may have written it all the same.
        standing.steps.insert("g1.count".into(), StepState::Skipped);
        assert_eq!(standing.state(count), StepState::Todo);
        assert_eq!(standing.next(&pack, Phase::Before).map(|(_, step)| &step.id), Some(&count.id));
    }

    #[test]
    fn a_step_is_open_until_its_mandatory_checks_are_ticked() {
        let pack = pack();
        let (_, count) = pack.step("g1.count").unwrap();
        let mut standing = Standing::default();
        assert_eq!(standing.open_checks(count), ["g1.count.two"]);
        standing.ticked = set(&["g1.count.two"]);
        assert!(standing.open_checks(count).is_empty());
    }

    #[test]
    fn progress_counts_the_steps_of_the_day() {
        let pack = pack();
        let mut standing = Standing::default();
        assert_eq!(
            standing.phase(&pack, Phase::Before),
            Progress { total: 2, ..Progress::default() }
        );
        standing.steps.insert("g1.count".into(), StepState::Blocked);
        standing.steps.insert("g1.tidy".into(), StepState::Skipped);
        let now = standing.phase(&pack, Phase::Before);
        assert_eq!(now, Progress { done: 0, skipped: 1, blocked: 1, total: 2 });
        assert!(!now.finished());
        assert_eq!(
            standing.next(&pack, Phase::Before).map(|(_, step)| step.id.as_str()),
            Some("g1.count")
        );
        standing.steps.insert("g1.count".into(), StepState::Done);
        assert!(standing.phase(&pack, Phase::Before).finished());
        assert_eq!(standing.next(&pack, Phase::Before), None);
        assert!(standing.phase(&pack, Phase::After).finished());
    }

    #[test]
    fn the_gate_opens_when_every_must_check_and_every_stopping_risk_is_settled() {
        let list = pack().gate;
        let said = |ids: &[&str]| ids.iter().map(|id| (id.to_string(), true)).collect();
        let closed = evaluate(&list, &set(&[]), &said(&[]));
        assert_eq!(closed.open_must, ["gate.place.exits"]);
        assert_eq!(closed.open_other, ["gate.place.shade"]);
        // r3 stops nothing by itself, but its score without mitigation is 16.
        assert_eq!(closed.stop_risks, ["r1", "r3"]);
        assert!(!closed.can_open);

        let open = evaluate(&list, &set(&["gate.place.exits", "r3.count"]), &said(&["r1"]));
        assert!(open.can_open, "{open:?}");
        assert_eq!(open.sections, [SectionNow { id: "place".into(), done: 1, total: 2 }]);
        let scores: Vec<(u8, Level)> =
            open.risks.iter().map(|risk| (risk.score, risk.level)).collect();
        assert_eq!(scores, [(4, Level::Low), (9, Level::Medium), (4, Level::Low)]);
    }

    #[test]
    fn half_of_the_mitigations_or_a_no_do_not_settle_a_risk() {
        let list = pack().gate;
        let half = evaluate(&list, &set(&["r1.slots"]), &BTreeMap::new());
        assert!(half.stop_risks.contains(&"r1".to_string()));
        let no =
            evaluate(&list, &set(&["r1.slots", "r1.rope"]), &[("r1".to_string(), false)].into());
        assert!(no.stop_risks.contains(&"r1".to_string()));
    }

    #[test]
    fn levels_follow_the_matrix() {
        let levels = [1, 4, 5, 9, 10, 14, 15, 25].map(level);
        use Level::{High, Low, Medium, VeryHigh};
        assert_eq!(levels, [Low, Low, Medium, Medium, High, High, VeryHigh, VeryHigh]);
    }
}
