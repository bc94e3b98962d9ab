//! What of a text is the card: a mail's own words, what it quotes, greetings and disclaimers are not.

use super::shape;
use crate::text::{clean, folded, is_han};

/// The lines of a card.
#[derive(Debug, Default)]
pub(super) struct Card {
    /// Its lines, from the top.
    pub(super) lines: Vec<String>,
    /// Whether they stand under a closing: the first is then the name.
    pub(super) signed: bool,
    /// The sender, from the head of a mail: "Anna Schmidt <anna@lumen.de>".
    pub(super) sender: Option<String>,
}

/// Words under which somebody signs, folded.
const CLOSINGS: &[&str] = &[
    "best regards", "kind regards", "warm regards", "warmest regards", "best wishes", "many thanks", "with regards",
    "with kind regards", "with best regards", "thanks and regards", "thanks & regards", "thank you and best regards",
    "thanks and best regards", "yours sincerely", "sincerely yours", "sincerely", "yours faithfully", "yours truly",
    "respectfully", "regards", "cheers", "thanks in advance", "thanks", "thank you", "best", "br", "brgds",
    "mit freundlichen grusen", "mit freundlichem grus", "mit freundlichen gruessen", "mit freundlichen grussen",
    "mit besten grusen", "mit besten grussen", "freundliche gruse", "freundliche grusse", "freundliche gruesse",
    "beste gruse", "beste grusse", "viele gruse", "viele grusse", "viele gruesse", "liebe gruse", "herzliche gruse",
    "schone gruse", "mfg", "vg", "lg", "gruse", "vielen dank", "cordialement", "bien cordialement",
    "tres cordialement", "bien a vous", "sinceres salutations", "salutations distinguees", "meilleures salutations",
    "cdlt", "merci", "un saludo", "saludos cordiales", "saludos", "cordiales saludos", "atentamente",
    "un cordial saludo", "cordialmente", "gracias", "atenciosamente", "att", "abracos", "um abraco", "cumprimentos",
    "com os melhores cumprimentos", "melhores cumprimentos", "obrigado", "obrigada", "cordiali saluti",
    "distinti saluti", "cari saluti", "saluti", "grazie", "met vriendelijke groet", "met vriendelijke groeten",
    "vriendelijke groeten", "groeten", "med venlig hilsen", "venlig hilsen", "med vanliga halsningar",
    "vanliga halsningar", "med vennlig hilsen", "mvh", "z powazaniem", "pozdrawiam", "saygilarimla", "saygilarimizla",
    "iyi calismalar", "s pozdravem", "cu stima", "s uvazheniem", "此致敬礼", "此致", "敬礼", "祝好", "顺祝商祺", "祝商祺",
    "商祺", "顺颂商祺", "谢谢", "多谢", "感谢", "祝工作顺利", "祝您工作愉快", "祝生意兴隆", "敬上",
];

/// How the head of a mail names who sent it, folded.
const SENDERS: &[&str] = &["from", "von", "de", "da", "发件人", "寄件者", "van", "fra", "od"];

/// How the other lines of a mail's head begin, folded.
const HEADS: &[&str] = &[
    "to", "cc", "bcc", "sent", "date", "subject", "an", "gesendet", "datum", "betreff", "a", "envoye", "objet", "para",
    "enviado", "fecha", "asunto", "data", "assunto", "inviato", "oggetto", "收件人", "抄送", "发送时间", "日期", "时间",
    "主题", "reply-to", "importance",
];

/// What stands above a quoted mail, folded: how it begins, and its verb; it ends in a colon.
const QUOTED: &[(&str, &str)] = &[
    ("on ", "wrote"),
    ("am ", "schrieb"),
    ("le ", "ecrit"),
    ("el ", "escribio"),
    ("em ", "escreveu"),
    ("il ", "scritto"),
    ("op ", "schreef"),
    ("在", "写道"),
    ("于", "写道"),
    ("", "写道"),
];

/// What a dividing line above a quoted mail says, folded.
const DIVIDED: &[&str] = &[
    "original message", "forwarded message", "ursprungliche nachricht", "weitergeleitete nachricht",
    "message d'origine", "message transfere", "mensaje original", "mensagem original", "messaggio originale",
    "原始邮件", "转发邮件", "回复的原邮件", "begin forwarded message",
];

/// How a disclaimer begins, folded; nothing of the card comes after one.
const DISCLAIMERS: &[&str] = &[
    "this email", "this e-mail", "this message", "this communication", "this transmission", "the information contained",
    "the information in this", "the contents of this", "confidential", "disclaimer", "important notice", "notice:",
    "privileged", "if you are not the intended", "if you have received this", "diese e-mail", "diese email",
    "diese nachricht", "der inhalt dieser", "vertraulich", "ce message", "ce courriel", "cet e-mail", "avis de",
    "este correo", "este mensaje", "la informacion contenida", "aviso legal", "aviso de", "esta mensagem",
    "este e-mail", "este email", "questo messaggio", "questa e-mail", "la presente", "le informazioni", "ai sensi",
    "本邮件", "此邮件", "该邮件", "免责声明", "保密", "声明", "重要提示", "in compliance with", "unsubscribe",
];

/// Lines that say nothing of anybody, folded.
const EMPTY: &[&str] = &[
    "sent from my", "von meinem", "gesendet von", "envoye de mon", "enviado desde mi", "enviado do meu",
    "inviato da", "get outlook for", "发自我的", "来自我的", "please consider the environment", "think before you print",
    "bitte prufen sie", "save paper", "dear ", "hi ", "hi,", "hello", "hallo ", "sehr geehrte", "bonjour", "hola ", "hola,",
    "ola ", "ola,", "estimad", "prezad", "buongiorno", "gentile", "gentili", "good morning", "good day", "guten tag",
    "您好", "你好", "尊敬的",
];

/// Finds the card in a text.
pub(super) fn card(text: &str) -> Card {
    let mut card = Card::default();
    let lines: Vec<String> = text.lines().map(spaced).collect();
    let mut at = 0;
    while at < lines.len() {
        let line = &lines[at];
        let low = folded(line);
        let low = low.trim_start_matches(['*', '_', ' ']);
        if let Some(sender) = head(&lines[at..]) {
            if card.lines.iter().any(|line| !line.is_empty()) {
                break;
            }
            card.sender = Some(sender);
            at += lines[at..].iter().take_while(|line| !line.is_empty() && head_line(line)).count().max(1);
            continue;
        }
        at += 1;
        let quoted = (low.ends_with(':')
            && QUOTED.iter().any(|(begins, verb)| low.starts_with(begins) && low.contains(verb)))
            || (low.starts_with(['-', '=', '_']) || low.starts_with("begin"))
                && DIVIDED.iter().any(|said| low.contains(said));
        if quoted {
            if card.lines.iter().any(|line| !line.is_empty()) {
                break;
            }
            continue;
        }
        if DISCLAIMERS.iter().any(|said| low.starts_with(said)) && low.chars().count() > 12 {
            break;
        }
        let nothing = low.starts_with(['>', '©']) || low.starts_with("(c) ") || low.starts_with("[cid");
        if !nothing && !EMPTY.iter().any(|said| low.starts_with(said)) {
            card.lines.push(line.clone());
        }
    }
    sign(&mut card);
    card.lines.retain(|line| !line.is_empty() && !is_prose(line));
    card
}

/// What stands under the last closing (or two dashes) is the card.
fn sign(card: &mut Card) {
    let mut best = None;
    for (at, line) in card.lines.iter().enumerate() {
        let under = if matches!(line.trim(), "--" | "—" | "-- ") { Some(String::new()) } else { closing(line) };
        if let Some(rest) = under {
            let more = card.lines[at + 1..].iter().any(|line| !line.is_empty() && closing(line).is_none());
            if more || !rest.is_empty() {
                best = Some((at, rest));
            }
        }
    }
    if let Some((at, rest)) = best {
        card.lines.drain(..=at);
        card.lines.insert(0, rest);
        card.signed = true;
    }
    card.lines.retain(|line| closing(line).is_none_or(|rest| !rest.is_empty()));
}

/// What stands after a closing in its line: nothing, or the name. `None`: the line is none.
fn closing(line: &str) -> Option<String> {
    let punctuation = |c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '.' | '"');
    let line = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
    let low: Vec<char> = crate::text::plain(line);
    let closed = CLOSINGS
        .iter()
        .map(|said| said.chars().collect::<Vec<_>>())
        .filter(|said| low.starts_with(said) && low.get(said.len()).is_none_or(|c| !c.is_alphanumeric() || is_han(*c)))
        .map(|said| said.len())
        .max()?;
    let rest: String = line.chars().skip(closed).collect();
    let rest = rest.trim_matches(punctuation).trim();
    // "Thanks for the samples" is the mail, "Best regards, Anna" is a closing.
    if rest.is_empty() {
        return Some(String::new());
    }
    if let Some(again) = closing(rest) {
        return Some(again);
    }
    (shape::looks_like_name(rest) && rest.split_whitespace().count() <= 4).then(|| rest.to_owned())
}

/// The sender, where these lines are the head of a mail.
fn head(lines: &[String]) -> Option<String> {
    let (key, value) = lines.first()?.split_once([':', '：'])?;
    let is_sender = SENDERS.contains(&folded(key).trim_matches(['*', ' ']));
    let more = lines.iter().skip(1).take(4).filter(|line| !line.is_empty()).filter(|line| head_line(line)).count();
    (is_sender && more > 0).then(|| value.trim_matches(['*', ' ', '"']).to_owned())
}

fn head_line(line: &str) -> bool {
    let Some((key, _)) = line.split_once([':', '：']) else { return false };
    let key = folded(key);
    let key = key.trim_matches(['*', ' ']);
    HEADS.contains(&key) || SENDERS.contains(&key)
}

/// A sentence of a mail, or a slogan: many words, and nothing of a card in them.
fn is_prose(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let ended = line.ends_with(['.', '!', '?', '。', '！', '？']);
    let han = line.chars().filter(|c| is_han(*c)).count();
    let contact = line.contains('@') || line.chars().filter(char::is_ascii_digit).count() >= 7;
    !contact && ((words > 9 && ended) || words > 22 || (han > 12 && line.ends_with(['。', '！', '？'])))
}

/// One line made harmless; a wide gap (a tab, two spaces) becomes a bar, since it parts as one does.
fn spaced(line: &str) -> String {
    let mut out = String::new();
    let mut gap = 0;
    for c in line.trim().chars() {
        if c == '\t' || c == '\u{3000}' {
            gap += 2;
        } else if c.is_whitespace() {
            gap += 1;
        } else {
            let before = out.chars().next_back();
            match gap {
                0 => {}
                2.. if !matches!(before, None | Some(':' | '：' | '|')) => out.push_str(" | "),
                _ => out.push(' '),
            }
            gap = 0;
            out.push(c);
        }
    }
    clean(&out)
}
