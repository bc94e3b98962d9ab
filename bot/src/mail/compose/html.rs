//! A text as a web page that looks like the text: paragraphs, line breaks, links that show where they lead.

use std::fmt::Write as _;

/// The beginnings of what becomes a link.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

/// The text as a web page.
pub(super) fn html(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut page = "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body>\n".to_owned();
    for paragraph in text.split("\n\n").map(|paragraph| paragraph.trim_matches('\n')) {
        if !paragraph.is_empty() {
            let lines: Vec<String> = paragraph.lines().map(line).collect();
            // Writing into a string cannot fail.
            let _ = writeln!(page, "<p>{}</p>", lines.join("<br>\n"));
        }
    }
    page + "</body></html>\n"
}

fn line(mut text: &str) -> String {
    let mut line = String::new();
    while let Some((start, link)) = first_link(text) {
        let (before, behind) = (&text[..start], &text[start + link.len()..]);
        let link = escaped(link);
        let _ = write!(line, "{}<a href=\"{link}\">{link}</a>", escaped(before));
        text = behind;
    }
    line + &escaped(text)
}

/// The first link in a text, and where it begins.
fn first_link(text: &str) -> Option<(usize, &str)> {
    let starts = text.char_indices().map(|(start, _)| start);
    starts.into_iter().find_map(|start| {
        let behind = &text[start..];
        // "xhttps://" is no link; in Chinese no space stands before one.
        let glued = text[..start].ends_with(|sign: char| sign.is_ascii_alphanumeric());
        let scheme = SCHEMES.iter().find(|scheme| !glued && behind.starts_with(*scheme))?;
        let end = behind.find(|sign: char| !sign.is_ascii_graphic() || "<>\"`".contains(sign));
        let link = without_mark(&behind[..end.unwrap_or(behind.len())]);
        (link.len() > scheme.len()).then_some((start, link))
    })
}

/// A link without the marks of the sentence in which it stands.
fn without_mark(mut link: &str) -> &str {
    loop {
        let shorter = link.strip_suffix(|sign| ".,;:!?'*_]".contains(sign));
        let opened = link.matches('(').count();
        let shorter =
            shorter.or_else(|| link.strip_suffix(')').filter(|_| link.matches(')').count() > opened));
        let Some(shorter) = shorter else { return link };
        link = shorter;
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{html, line};

    #[test]
    fn a_line_as_html() {
        for (text, expected) in [
            ("a < b & \"c\"", "a &lt; b &amp; &quot;c&quot;"),
            (
                "See https://a.com/b?c=1&d=2.",
                r#"See <a href="https://a.com/b?c=1&amp;d=2">https://a.com/b?c=1&amp;d=2</a>."#,
            ),
            ("见https://a.com/b。谢谢", r#"见<a href="https://a.com/b">https://a.com/b</a>。谢谢"#),
            ("(http://a.com/x_(y))", r#"(<a href="http://a.com/x_(y)">http://a.com/x_(y)</a>)"#),
            ("mailto:stop@a.com, thanks", r#"<a href="mailto:stop@a.com">mailto:stop@a.com</a>, thanks"#),
            ("https:// and xhttps://a.com", "https:// and xhttps://a.com"),
            ("javascript:alert(1)", "javascript:alert(1)"),
            (
                r#"https://a.com"onclick="x"#,
                r#"<a href="https://a.com">https://a.com</a>&quot;onclick=&quot;x"#,
            ),
            (
                "<script>https://a.com</script>",
                r#"&lt;script&gt;<a href="https://a.com">https://a.com</a>&lt;/script&gt;"#,
            ),
        ] {
            assert_eq!(line(text), expected, "{text}");
        }
    }

    #[test]
    fn paragraphs_and_lines_stay() {
        let page = html("Dear Anna,\r\n\r\n\r\nfirst\nsecond\n");
        assert!(page.contains("<p>Dear Anna,</p>\n<p>first<br>\nsecond</p>\n"), "{page}");
    }
}
