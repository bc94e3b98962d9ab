//! Markup that Telegram accepts. The only way to make it escapes: no text reaches a person as markup.

use std::fmt::Write as _;

use renmai_core::text::is_harmless;

/// Text with Telegram's HTML, already escaped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Plain text, escaped.
    pub fn text(text: &str) -> Html {
        if text.bytes().all(|byte| matches!(byte, b' '..=b'~') && !b"&<>\"".contains(&byte)) {
            return Html(text.to_owned());
        }
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                // Bidirectional overrides would let a name rewrite the line around it.
                c if c == '\n' || is_harmless(c) => out.push(c),
                _ => {}
            }
        }
        Html(out)
    }

    /// Markup from the phrase books: trusted, since we wrote it.
    pub(super) fn trusted(markup: String) -> Html {
        Html(markup)
    }

    /// In bold.
    pub fn bold(text: &str) -> Html {
        Html(format!("<b>{}</b>", Html::text(text).0))
    }

    /// In a type that one tap copies.
    pub fn code(text: &str) -> Html {
        Html(format!("<code>{}</code>", Html::text(text).0))
    }

    /// Adds more on the same line.
    pub fn push(&mut self, more: impl AsRef<Html>) -> &mut Html {
        let _ = self.0.write_str(&more.as_ref().0);
        self
    }

    /// Adds a line.
    pub fn line(&mut self, more: impl AsRef<Html>) -> &mut Html {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.push(more)
    }

    /// Joins pieces with a separator of our own.
    pub fn join(pieces: impl IntoIterator<Item = Html>, separator: &str) -> Html {
        Html(pieces.into_iter().map(|piece| piece.0).collect::<Vec<_>>().join(&Html::text(separator).0))
    }

    /// As Telegram is sent it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Without markup: for the answer to a press, which Telegram shows as it is.
    pub fn plain(&self) -> String {
        let mut out = String::with_capacity(self.0.len());
        let mut in_tag = false;
        for c in self.0.chars() {
            match c {
                '<' => in_tag = true,
                '>' => in_tag = false,
                _ if !in_tag => out.push(c),
                _ => {}
            }
        }
        out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    }

    /// Whether nothing is there.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Length in UTF-16 units, markup counted too: never less than what Telegram counts.
    pub fn len_utf16(&self) -> usize {
        self.0.encode_utf16().count()
    }

    /// The same, cut between lines so that it fits Telegram's 4096 UTF-16 units, with room for the line that marks a
    /// repeat; markup never spans lines here.
    pub fn fitting(self) -> Html {
        const LIMIT: usize = 4096 - 64;
        // UTF-16 has no more units than UTF-8 has bytes.
        if self.0.len() <= LIMIT || self.len_utf16() <= LIMIT {
            return self;
        }
        let mut out = String::new();
        let mut length = 2;
        for line in self.0.lines() {
            length += line.encode_utf16().count() + 1;
            if length > LIMIT {
                out.push('…');
                break;
            }
            out.push_str(line);
            out.push('\n');
        }
        Html(out)
    }
}

impl AsRef<Html> for Html {
    fn as_ref(&self) -> &Html {
        self
    }
}

/// Shortens a text to at most `limit` characters, with an ellipsis.
pub fn shorten(text: &str, limit: usize) -> String {
    if text.len() <= limit || text.chars().count() <= limit {
        return text.to_owned();
    }
    text.chars().take(limit.saturating_sub(1)).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_person_typed_becomes_markup() {
        assert_eq!(Html::text("<b>&\"").as_str(), "&lt;b&gt;&amp;&quot;");
        assert_eq!(Html::bold("a<i>").as_str(), "<b>a&lt;i&gt;</b>");
        assert_eq!(Html::text("a\u{202e}b").as_str(), "ab");
    }

    #[test]
    fn too_long_a_text_ends_between_lines() {
        let mut html = Html::default();
        for _ in 0..300 {
            html.line(Html::bold("twenty characters 😀😀"));
        }
        let cut = html.fitting();
        assert!(cut.len_utf16() <= 4096, "{}", cut.len_utf16());
        assert!(cut.as_str().ends_with("</b>\n…"), "{:?}", &cut.as_str()[cut.as_str().len() - 20..]);
    }
}
