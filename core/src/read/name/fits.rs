//! How well a name fits an address.

use crate::read::words::words;
use crate::text::folded;

/// How well a name fits the part of an address before the @: 0 not at all, 3 all of it.
pub(crate) fn fits(name: &str, local: &str) -> u8 {
    let names: Vec<String> = words(name)
        .into_iter()
        .flat_map(|word| word.split(['-', '\'', '’']).map(str::to_owned).collect::<Vec<_>>())
        .filter(|word| !word.is_empty())
        .collect();
    let local = folded(local);
    let parts: Vec<String> = local
        .split(|c: char| !c.is_alphabetic())
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    let german =
        |word: &str| word.replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("ss", "s");
    let (names, parts): (Vec<String>, Vec<String>) =
        (names.iter().map(|word| german(word)).collect(), parts.iter().map(|part| german(part)).collect());
    let joined = parts.concat();
    if joined.is_empty() || names.is_empty() {
        return 0;
    }
    let initials: String = names.iter().filter_map(|word| word.chars().next()).collect();
    let is_part = |part: &String| {
        names
            .iter()
            .any(|name| name == part || (part.chars().count() == 1 && name.starts_with(part.as_str())))
    };
    if parts.iter().all(is_part) && parts.iter().any(|part| part.chars().count() > 1) {
        return 3;
    }
    if names.len() > 1 && joined.chars().count() > 1 && initials == joined {
        return 2;
    }
    // "aschmidt", "annas", "annaschmidt", "schmidtanna".
    for (at, name) in names.iter().enumerate() {
        for (other_at, other) in names.iter().enumerate() {
            let Some(initial) = other.chars().next().filter(|_| at != other_at) else { continue };
            if joined == format!("{initial}{name}")
                || joined == format!("{name}{initial}")
                || joined == format!("{name}{other}")
            {
                return 3;
            }
        }
    }
    let long = names.iter().any(|name| name.chars().count() >= 4 && joined.contains(name.as_str()));
    if long { 2 } else { 0 }
}
