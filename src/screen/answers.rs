//! What answers say in the words of the active language, for lists, pages and tables. How they
//! are asked is in [`crate::screen::questions`].

use passamano_core::form::{Kind, Question};
use passamano_core::household::People;
use passamano_core::pack::{Pack, Texts};
use passamano_core::register::Register;
use passamano_core::time::clock;
use passamano_core::value::{Answers, Value};

use crate::i18n::{self, tr, tr_count};
use crate::screen::when::date;
use crate::state::Toolkit;

/// A question of a register with the form that asks it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Asked<'a> {
    /// The form's id.
    pub form: &'a str,
    /// The question.
    pub question: &'a Question,
}

impl Asked<'_> {
    /// The key of its words.
    pub fn key(&self) -> String {
        format!("{}.{}", self.form, self.question.id)
    }
}

/// Every question that the forms of a register ask, in their order.
pub fn asked<'a>(pack: &'a Pack, register: &'a Register) -> Vec<Asked<'a>> {
    let forms = register.forms().into_iter().filter_map(|(id, _)| pack.form(id));
    let mut all: Vec<Asked> = vec![];
    for form in forms {
        for question in &form.questions {
            // A form may serve two moves.
            if question.kind != Kind::Note && !all.iter().any(|asked| asked.question == question) {
                all.push(Asked { form: &form.id, question });
            }
        }
    }
    all
}

/// What names an entry: the first of the register's questions that is answered; else what one of
/// them is called. `all` is what [`asked`] gives for the register. Tracked.
pub fn title(toolkit: &Toolkit, register: &Register, all: &[Asked], answers: &Answers) -> String {
    let of = |id: &String| {
        let asked = all.iter().find(|asked| asked.question.id == *id)?;
        Some(words(toolkit, asked.question, answers.get(id)?))
    };
    let named = register.title.iter().filter_map(of).find(|words| !words.is_empty());
    named.unwrap_or_else(|| toolkit.texts.text(&format!("{}.one", register.id)).to_owned())
}

/// What an answer says. Tracked.
pub fn words(toolkit: &Toolkit, question: &Question, value: &Value) -> String {
    match value {
        Value::Refused => tr("questions.refused"),
        Value::YesNo(yes) => tr(if *yes { "common.yes" } else { "common.no" }),
        Value::Whole(number) => number.to_string(),
        Value::Decimal(number) => number.to_string(),
        Value::Text(text) | Value::Place(text) | Value::Card(text) => text.clone(),
        Value::Date(day) => date(*day),
        Value::Time(minute) => clock(*minute),
        Value::Moment(moment) => format!("{} {}", date(moment.day()), moment.clock()),
        Value::Choice(code) => code_words(&toolkit.texts, question, code),
        Value::Choices(codes) => {
            let words = codes.iter().map(|code| code_words(&toolkit.texts, question, code));
            words.collect::<Vec<_>>().join(&tr("handout.list_comma"))
        }
        Value::People(people) => tr_count("questions.people", People::total(people)),
        Value::Entry(record) => record.to_string(),
        Value::Words(words) => spoken(words, i18n::active().tag).unwrap_or_default().to_owned(),
        Value::Group(answers) => inner(toolkit, question, answers),
        Value::Repeat(rows) => {
            let rows = rows.iter().map(|row| inner(toolkit, question, row));
            rows.collect::<Vec<_>>().join(" · ")
        }
    }
}

/// Words of the desk in a language, else in another one: it is better to read Italian than nothing.
pub fn spoken<'a>(
    words: &'a std::collections::BTreeMap<String, String>,
    language: &str,
) -> Option<&'a str> {
    let order = [language, "it", "en"].into_iter();
    let first = order.filter_map(|tag| words.get(tag)).find(|text| !text.trim().is_empty());
    first.or_else(|| words.values().find(|text| !text.trim().is_empty())).map(String::as_str)
}

fn code_words(texts: &Texts, question: &Question, code: &str) -> String {
    let list = question.list.as_deref().unwrap_or_default();
    texts.get(&format!("list.{list}.{code}")).unwrap_or(code).to_owned()
}

fn inner(toolkit: &Toolkit, group: &Question, answers: &Answers) -> String {
    let said = group
        .questions
        .iter()
        .filter_map(|question| Some(words(toolkit, question, answers.get(&question.id)?)));
    said.collect::<Vec<_>>().join(&tr("handout.list_comma"))
}
