//! The text of a mail in HTML. What is marked as quoted is left out first.

use html2text::config;
use html2text::{Element, Handle};

use super::super::phrases::bounded;

/// So much HTML is read, and so deep: laying it out costs stack.
const HTML: usize = 96 * 1024;
const DEPTH: usize = 200;
/// Wide enough that no line is broken that was one.
const WIDTH: usize = 2_000;

/// Marks of mail programs on the element that holds what they quote.
const QUOTES: [&str; 13] = [
    "gmail_attr",
    "gmail_quote",
    "gmail_extra",
    "moz-cite-prefix",
    "yahoo_quoted",
    "yahooquoted",
    "protonmail_quote",
    "zmail_extra",
    "divrplyfwdmsg",
    "appendonsend",
    "olk_src_body_section",
    "ms-outlook-mobile-reference-message",
    "isreplycontent",
];
/// Those of them that hold an answer written between the quotes as well.
const AROUND: [&str; 2] = ["gmail_quote", "gmail_extra"];
/// Marks after which all is quoted: what is sent along has no element of its own.
const FROM_HERE: [&str; 3] = ["divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container"];

/// The text that is new: without what programs marked as quoted.
pub(super) fn new_text(html: &str) -> String {
    render(html, Quoted::LeftOut)
}

/// All of the text.
pub(super) fn text(html: &str) -> String {
    render(html, Quoted::Kept)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoted {
    LeftOut,
    Kept,
}

fn render(html: &str, quoted: Quoted) -> String {
    let config = config::plain_no_decorate()
        .raw_mode(true)
        .no_table_borders()
        .no_link_wrapping()
        .allow_width_overflow();
    let html = bounded(html, HTML);
    let Ok(dom) = config.parse_html(html.as_bytes()) else { return String::new() };
    if prune(&dom.document, quoted).is_none() {
        return mail_parser::decoders::html::html_to_text(html);
    }
    let laid_out = config.dom_to_render_tree(&dom).and_then(|tree| config.render_to_string(tree, WIDTH));
    laid_out.unwrap_or_else(|_| mail_parser::decoders::html::html_to_text(html))
}

/// Takes out what is quoted; `None` where the tree is deeper than anybody writes.
fn prune(root: &Handle, quoted: Quoted) -> Option<()> {
    let mut open: Vec<(Handle, usize)> = vec![(root.clone(), 0)];
    let mut rest_is_quoted = false;
    while let Some((node, depth)) = open.pop() {
        if depth > DEPTH {
            return None;
        }
        if quoted == Quoted::LeftOut {
            let mut kept = Vec::new();
            for child in node.children.borrow().iter() {
                rest_is_quoted |= depth < 12 && marked(child, &FROM_HERE);
                if !rest_is_quoted && !is_quote(child) {
                    kept.push(child.clone());
                }
            }
            *node.children.borrow_mut() = kept;
            rest_is_quoted = false;
        }
        open.extend(node.children.borrow().iter().map(|child| (child.clone(), depth + 1)));
    }
    Some(())
}

fn is_quote(node: &Handle) -> bool {
    let Element { name, attrs, .. } = &node.data else { return false };
    let cited = &*name.local == "blockquote"
        && attrs.borrow().iter().any(|attr| {
            let value = attr.value.to_ascii_lowercase();
            (&*attr.name.local == "type" && value == "cite")
                || &*attr.name.local == "cite"
                || value.contains("quote")
        });
    let around = &*name.local != "blockquote" && marked(node, &AROUND) && goes_on(node);
    cited || (!around && marked(node, &QUOTES))
}

/// Whether something is written in an element after what it quotes.
fn goes_on(node: &Handle) -> bool {
    let children = node.children.borrow();
    let quote = |child: &Handle| matches!(&child.data, Element { name, .. } if &*name.local == "blockquote");
    let written =
        |child: &Handle| matches!(&child.data, Element { .. }) && !is_quote(child) && has_text(child, 0);
    children.iter().skip_while(|child| !quote(child)).any(written)
}

/// Whether a leaf of it is no element, so a text.
fn has_text(node: &Handle, depth: usize) -> bool {
    let children = node.children.borrow();
    match children.is_empty() {
        true => !matches!(&node.data, Element { .. }),
        false => depth < DEPTH && children.iter().any(|child| has_text(child, depth + 1)),
    }
}

fn marked(node: &Handle, marks: &[&str]) -> bool {
    let Element { attrs, .. } = &node.data else { return false };
    attrs.borrow().iter().filter(|attr| matches!(&*attr.name.local, "class" | "id" | "name")).any(|attr| {
        let value = attr.value.to_ascii_lowercase();
        marks.iter().any(|mark| value.contains(mark))
    })
}
