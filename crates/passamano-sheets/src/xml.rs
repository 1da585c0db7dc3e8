//! XML, piece by piece, by local names: who wrote a file chose its prefixes.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// A piece of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A tag opens.
    Open(Tag),
    /// The tag of this name closes.
    Close(String),
    /// Text between tags, with its entities resolved.
    Text(String),
}

/// A tag with its attributes, by local names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its name.
    pub name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The number in an attribute.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.get(name)?.trim().parse().ok()
    }

    /// The attribute says yes.
    pub fn is(&self, name: &str) -> bool {
        matches!(self.get(name), Some("1" | "true"))
    }
}

/// Gives each piece to `take`, to the end or until it says that this is enough. Nothing if the
/// document is broken.
pub fn pieces(text: &str, mut take: impl FnMut(Piece) -> bool) -> Option<()> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().check_end_names = false;
    loop {
        let more = match reader.read_event().ok()? {
            Event::Start(tag) => take(Piece::Open(opened(&tag))),
            Event::End(tag) => take(Piece::Close(tag.local_name().as_ref().to_string())),
            Event::Text(text) => take(Piece::Text(text.xml10_content().into_owned())),
            Event::CData(text) => take(Piece::Text(text.xml10_content().into_owned())),
            Event::GeneralRef(name) => {
                let resolved = match name.resolve_char_ref() {
                    Ok(Some(letter)) => letter.to_string(),
                    _ => match name.xml10_content().as_ref() {
                        "amp" => "&".into(),
                        "lt" => "<".into(),
                        "gt" => ">".into(),
                        "quot" => "\"".into(),
                        "apos" => "'".into(),
                        _ => String::new(),
                    },
                };
                take(Piece::Text(resolved))
            }
            Event::Eof => return Some(()),
            _ => true,
        };
        if !more {
            return Some(());
        }
    }
}

fn opened(tag: &BytesStart<'_>) -> Tag {
    let attributes = tag
        .attributes()
        .with_checks(false)
        .flatten()
        .map(|attribute| {
            let value = attribute
                .normalized_value(quick_xml::XmlVersion::Explicit1_0)
                .map(|value| value.into_owned())
                .unwrap_or_default();
            (attribute.key.local_name().as_ref().to_string(), value)
        })
        .collect();
    Tag { name: tag.local_name().as_ref().to_string(), attributes }
}
