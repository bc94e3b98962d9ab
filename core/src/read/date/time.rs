//! Times of a day: "15:00", "3pm", "下午3点半", "morning".

use chrono::NaiveTime;

/// A whole text that is a time of a day; a part of it counts as its usual hour.
pub(super) fn time(text: &str) -> Option<NaiveTime> {
    /// A part of the day, its usual hour, and whether the hours of a clock in it are those after noon.
    const PARTS: &[(&str, u32, bool)] = &[
        ("早上", 9, false),
        ("早晨", 9, false),
        ("一早", 9, false),
        ("早", 9, false),
        ("上午", 10, false),
        ("中午", 12, true),
        ("正午", 12, true),
        ("下午", 14, true),
        ("午后", 14, true),
        ("傍晚", 18, true),
        ("晚上", 19, true),
        ("夜里", 19, true),
        ("晚", 19, true),
        ("in the morning", 9, false),
        ("morning", 9, false),
        ("first thing", 9, false),
        ("at noon", 12, true),
        ("noon", 12, true),
        ("midday", 12, true),
        ("in the afternoon", 14, true),
        ("afternoon", 14, true),
        ("in the evening", 19, true),
        ("evening", 19, true),
        ("at night", 19, true),
    ];
    let text = text.trim();
    if let Some((_, hour, _)) = PARTS.iter().find(|(part, ..)| *part == text) {
        return NaiveTime::from_hms_opt(*hour, 0, 0);
    }
    if let Some(early) = text.strip_prefix("凌晨") {
        return marked(early, Half::Written);
    }
    let part = PARTS.iter().find_map(|(part, _, after_noon)| {
        let rest = if part.is_ascii() { text.strip_suffix(part) } else { text.strip_prefix(part) }?;
        Some((rest.trim(), if *after_noon { Half::AfterNoon } else { Half::Written }))
    });
    match part {
        Some((rest, half)) => marked(rest, half),
        None => marked(text, Half::Likely),
    }
}

/// Which half of the day an hour belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    /// As it is written.
    Written,
    /// After noon.
    AfterNoon,
    /// Nobody is called from one to six at night.
    Likely,
}

/// A time that is marked as one: by a colon, an "am", a "点", or an "at" before it.
fn marked(text: &str, half: Half) -> Option<NaiveTime> {
    let (text, at) = match text.strip_prefix("at ").or_else(|| text.strip_prefix('@')) {
        Some(rest) => (rest.trim(), true),
        None => (text, false),
    };
    let clock_word = [" o'clock", " oclock", " o’clock"].iter().find_map(|word| text.strip_suffix(word));
    let (text, at) = clock_word.map_or((text, at), |hour| (hour, true));
    // Of a span the beginning counts: "14:30-15:00".
    let span = text
        .split_once(['-', '–', '—', '~'])
        .filter(|(from, to)| from.contains(':') && clock(to.trim()).is_some());
    let text = span.map_or(text, |(from, _)| from.trim());
    let text = text.replace("a.m.", "am").replace("p.m.", "pm");
    let halved = text.ends_with("am") || text.ends_with("pm");
    let han = text.contains(['点', '时']);
    let hours = text.strip_suffix('h').is_some_and(|hour| hour.parse::<u32>().is_ok());
    if !(at || halved || han || hours || text.contains(':') || half != Half::Likely) {
        return None;
    }
    let time = clock(text.trim_end_matches('h'))?;
    let literal = halved || text.contains(':') && half == Half::Likely;
    let hour = chrono::Timelike::hour(&time);
    let later = match half {
        Half::AfterNoon => hour < 11,
        Half::Likely => !literal && (1..=6).contains(&hour),
        Half::Written => false,
    };
    // Midnight belongs to either day.
    if half == Half::AfterNoon && hour == 0 {
        return None;
    }
    Some(if later { time + chrono::TimeDelta::hours(12) } else { time })
}

/// Reads a time as a clock shows it: `08:30`, `8.30`, `8am`, `8点半`, `八点一刻`.
pub(in crate::read) fn clock(text: &str) -> Option<NaiveTime> {
    let (text, after_noon) = match () {
        () if text.ends_with("pm") => (text.trim_end_matches("pm").trim(), Some(true)),
        () if text.ends_with("am") => (text.trim_end_matches("am").trim(), Some(false)),
        () => (text, None),
    };
    // "下周三: call" names no hour.
    if text.ends_with(':') {
        return None;
    }
    let text = text.replace("点钟", "点").replace('时', "点");
    let text =
        text.replace("点半", ":30").replace("点一刻", ":15").replace("点三刻", ":45").replace('点', ":");
    let text = text.trim_end_matches('分').replace('.', ":");
    let (hour, minute) = text.split_once(':').unwrap_or((&text, "0"));
    let minute = if minute.is_empty() { "0" } else { minute };
    let number = |part: &str| {
        let digits = part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        (digits || !part.is_ascii())
            .then(|| super::ahead::number(part))
            .flatten()
            .or((part == "0").then_some(0))
    };
    let hour = u32::try_from(number(hour)?).ok()?;
    let hour = match after_noon {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        Some(_) if hour > 12 => return None,
        _ => hour,
    };
    NaiveTime::from_hms_opt(hour, u32::try_from(number(minute)?).ok()?, 0)
}

/// Whether what follows a time says that it is told by the clock of another place.
pub(super) fn is_elsewhere(rest: &str) -> bool {
    const ZONES: &[&str] =
        &["utc", "gmt", "cet", "cest", "est", "edt", "pst", "pdt", "bst", "ist", "jst", "msk", "gst"];
    let rest = rest.to_lowercase();
    let words: Vec<&str> = rest.split_whitespace().take(3).collect();
    let zone = words.first().is_some_and(|word| ZONES.contains(word));
    zone || words.iter().skip(1).any(|word| *word == "time")
        || ["当地", "对方时间", "他们时间"].iter().any(|word| rest.starts_with(word))
}

/// Whether a text begins with what was meant for a time and is none: "25:00".
pub(super) fn was_meant(rest: &str) -> bool {
    let first = rest.split_whitespace().next().unwrap_or_default();
    let (hour, minute) = first.split_once([':', '：']).unwrap_or_default();
    let digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    digit(hour) && digit(minute)
}
