//! Finds the paths in a file of Rust, without the help of a parser.

/// What a file refers to: a path from the crate's root.
pub(super) type Reference = Vec<String>;

/// The paths of a file that begin at `crate`, `self` or `super`, as paths from the crate's root.
pub(super) fn references(text: &str, module: &[String]) -> Vec<Reference> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    // The modules written out in the file, each with the depth of braces at which it ends.
    let (mut inner, mut depth): (Vec<(String, usize)>, usize) = (Vec::new(), 0);
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let here = || module.iter().chain(inner.iter().map(|(name, _)| name)).cloned().collect::<Vec<_>>();
        match token.as_str() {
            "{" => depth += 1,
            "}" => {
                depth = depth.saturating_sub(1);
                inner.pop_if(|(_, ends)| *ends == depth);
            }
            "mod" if tokens.get(at + 2).is_some_and(|next| next == "{") => {
                inner.push((tokens[at + 1].clone(), depth));
            }
            "use" => {
                let end =
                    tokens[at..].iter().position(|token| token == ";").map_or(tokens.len(), |end| at + end);
                for path in leaves(&tokens[at + 1..end]) {
                    found.extend(absolute(&path, &here()));
                }
                at = end;
            }
            "crate" | "self" | "super" if tokens.get(at + 1).is_some_and(|next| next == "::") => {
                let mut path = vec![token.clone()];
                while tokens.get(at + 1).is_some_and(|next| next == "::")
                    && let Some(name) = tokens.get(at + 2).filter(|name| is_name(name))
                {
                    path.push(name.clone());
                    at += 2;
                }
                found.extend(absolute(&path, &here()));
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// The paths of a use's tree.
fn leaves(tree: &[String]) -> Vec<Vec<String>> {
    let Some(open) = tree.iter().position(|token| token == "{") else {
        let path = tree.split(|token| token == "as").next().unwrap_or_default();
        return vec![path.iter().filter(|token| is_name(token)).cloned().collect()];
    };
    let prefix: Vec<String> = tree[..open].iter().filter(|token| is_name(token)).cloned().collect();
    let (mut depth, mut branch, mut found) = (0, Vec::new(), Vec::new());
    for token in &tree[open + 1..] {
        match token.as_str() {
            "{" => depth += 1,
            "}" if depth > 0 => depth -= 1,
            "," | "}" if depth == 0 => {
                let branch = std::mem::take(&mut branch);
                let ends = if branch.is_empty() { Vec::new() } else { leaves(&branch) };
                found.extend(ends.into_iter().map(|mut end| {
                    end.pop_if(|last| last == "self");
                    prefix.iter().cloned().chain(end).collect()
                }));
                continue;
            }
            _ => {}
        }
        branch.push(token.clone());
    }
    found
}

/// A path from the crate's root; `None`: it is another crate's, or one of the module's own.
fn absolute(path: &[String], module: &[String]) -> Option<Reference> {
    let mut from = module.to_vec();
    let mut rest = path;
    match path.first()?.as_str() {
        "crate" => {
            from.clear();
            rest = &rest[1..];
        }
        "self" => rest = &rest[1..],
        "super" => {
            while rest.first().is_some_and(|first| first == "super") {
                from.pop();
                rest = &rest[1..];
            }
        }
        _ => return None,
    }
    from.extend_from_slice(rest);
    (!from.is_empty()).then_some(from)
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Names and signs, without comments, texts and characters.
fn tokens(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let rest = &chars[at..];
        let length = match rest {
            ['/', '/', ..] => rest.iter().position(|c| *c == '\n').unwrap_or(rest.len()),
            ['/', '*', ..] => {
                rest.windows(2).position(|two| two == ['*', '/']).map_or(rest.len(), |end| end + 2)
            }
            ['r', '"' | '#', ..] if raw_text(rest) > 0 => raw_text(rest),
            ['"', ..] => quoted(rest),
            // A character, and not a lifetime.
            ['\'', '\\', ..] => 3 + rest[3..].iter().position(|c| *c == '\'').unwrap_or(0),
            ['\'', _, '\'', ..] => 3,
            [':', ':', ..] => {
                tokens.push("::".into());
                2
            }
            [c, ..] if c.is_alphabetic() || *c == '_' => {
                let end = rest.iter().position(|c| !c.is_alphanumeric() && *c != '_').unwrap_or(rest.len());
                tokens.push(rest[..end].iter().collect());
                end
            }
            [c, ..] if !c.is_whitespace() => {
                tokens.push(c.to_string());
                1
            }
            _ => 1,
        };
        at += length.max(1);
    }
    tokens
}

/// How long the text is that begins here.
fn quoted(rest: &[char]) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != '"' {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// How long the raw text is that begins here; 0: none begins.
fn raw_text(rest: &[char]) -> usize {
    let hashes = rest[1..].iter().take_while(|c| **c == '#').count();
    if rest.get(1 + hashes) != Some(&'"') {
        return 0;
    }
    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let body = &rest[2 + hashes..];
    body.windows(end.len())
        .position(|part| part == end)
        .map_or(rest.len(), |found| 2 + hashes + found + end.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scanner_sees_every_kind_of_path() {
        let text = r#"
            // use crate::comment::Nothing;
            use std::fmt;
            use crate::{one::A, two::{self, B as C, three::{D, *}}};
            pub(crate) use super::four::E;
            const TEXT: &str = "crate::string::Nothing";
            fn f(c: char) -> crate::five::F { let _ = '"'; super::six::g::<'a'>() /* crate::block */ }
            mod tests { use super::*; use super::super::seven; }
        "#;
        let got: Vec<String> =
            references(text, &["here".into(), "leaf".into()]).iter().map(|path| path.join("::")).collect();
        let want = [
            "one::A",
            "two",
            "two::B",
            "two::three::D",
            "two::three",
            "here::four::E",
            "five::F",
            "here::six::g",
            "here::leaf",
            "here::seven",
        ];
        assert_eq!(got, want);
    }
}
