//! Just enough of HTML to read our own index.html and what trunk makes of it: opening tags and their
//! attributes. It is no parser for pages of others.

/// The opening tags that begin with `start`, such as `<link`.
pub fn tags<'a>(html: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    html.match_indices(start).filter_map(move |(at, _)| {
        let rest = html.get(at..)?;
        rest.get(..=rest.find('>')?)
    })
}

/// An attribute's value, with or without quotes: minified pages have none.
pub fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}="))?;
    match rest.chars().next()? {
        quote @ ('"' | '\'') => rest.split(quote).nth(1),
        _ => rest.split([' ', '>']).next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_with_and_without_quotes() {
        assert_eq!(attribute(r#"<link rel="stylesheet" href="/a.css"/>"#, "href"), Some("/a.css"));
        assert_eq!(attribute("<link href=/a.css rel=stylesheet>", "rel"), Some("stylesheet"));
        assert_eq!(attribute("<link href=/a.css>", "rel"), None);
    }
}
