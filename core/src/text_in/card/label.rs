//! Labels on a card, in six languages and Chinese: "Tel:", "T +49 …", "Móvil:", "手机：".

use super::phones;
use crate::text::{is_han, plain};

/// What a label says of the text after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Mobile,
    Phone,
    Chat,
    Fax,
    Email,
    Web,
    Name,
    Company,
    Title,
    Department,
    Address,
    Country,
    Source,
    /// Registers, banks, other networks: nothing that the book keeps.
    Other,
}

impl Label {
    fn is_number(self) -> bool {
        matches!(self, Label::Mobile | Label::Phone | Label::Chat | Label::Fax)
    }
}

/// The words, folded.
const LABELS: &[(Label, &[&str])] = &[
    (
        Label::Mobile,
        &[
            "mobile phone", "mobile", "mobiltelefon", "mobil", "mobilni", "mobitel", "mob", "mb", "mp", "handy", "cellphone",
            "cell phone", "cellular", "cellulare", "celular", "cell", "cel", "portable", "port", "gsm", "movil", "telemovel",
            "tlm", "telm", "kom", "komorka", "cep tel", "cep", "h.p", "h/p", "hp", "m", "c", "手机号码", "手机号", "手机",
            "移动电话", "手提电话", "移动", "моб", "📱", "📲",
        ],
    ),
    (
        Label::Phone,
        &[
            "telephone", "telefono", "telefone", "telefon", "telf", "tel", "tlfn", "tlf", "tfno", "tfn", "phone", "ph",
            "fone", "fon", "fixe", "fijo", "fisso", "fixo", "standard", "office phone", "office", "direct line", "direct dial",
            "direct", "ddi", "did", "durchwahl", "zentrale", "desk", "landline", "hotline", "toll free", "toll-free", "main",
            "business", "work", "puh", "t", "p", "d", "o", "联系电话", "联系方式", "办公电话", "公司电话", "固定电话", "座机",
            "固话", "直线", "总机", "热线", "电话", "тел", "☎️", "☎", "📞", "✆",
        ],
    ),
    (Label::Chat, &["whatsapp", "whats app", "wa", "wechat id", "wechat", "weixin", "wx", "viber", "telegram", "微信号", "微信"]),
    (Label::Fax, &["telefax", "fax", "faks", "telecopie", "telecopieur", "fx", "f", "传真号码", "传真", "факс", "📠", "🖷"]),
    (
        Label::Email,
        &[
            "e-mail address", "email address", "e-mail", "email", "mail", "correo electronico", "correo", "courriel",
            "posta elettronica", "e-posta", "eposta", "mel", "e", "电子邮箱", "电子邮件", "邮箱地址", "邮箱", "邮件", "电邮",
            "✉️", "✉", "📧", "📩", "@",
        ],
    ),
    (
        Label::Web,
        &[
            "website", "web site", "webseite", "homepage", "internet", "web page", "web", "url", "http", "sito web", "sito",
            "sitio web", "pagina web", "site web", "site", "w", "公司网站", "公司网址", "公司官网", "网址", "网站", "官网",
            "主页", "🌐", "🌍", "🔗",
        ],
    ),
    (
        Label::Name,
        &[
            "full name", "contact person", "contact name", "contact", "name", "attn", "nombre", "nome", "nom", "contacto",
            "contato", "contatto", "persona de contacto", "persona di contatto", "pessoa de contato", "ansprechpartnerin",
            "ansprechpartner", "kontaktperson", "kontakt", "姓名", "联系人", "联络人", "名字", "👤",
        ],
    ),
    (
        Label::Company,
        &[
            "company name", "company", "firma", "firm", "unternehmen", "empresa", "compania", "societe", "entreprise",
            "societa", "azienda", "ditta", "organization", "organisation", "公司名称", "公司名", "公司", "单位名称", "单位",
            "企业名称", "企业", "厂名", "🏢", "🏭",
        ],
    ),
    (
        Label::Title,
        &[
            "job title", "title", "position", "designation", "funktion", "fonction", "poste", "puesto", "cargo", "funzione",
            "ruolo", "funcao", "职位", "职务", "头衔", "岗位", "职称", "💼",
        ],
    ),
    (Label::Department, &["department", "dept", "abteilung", "service", "departamento", "reparto", "部门"]),
    (
        Label::Address,
        &[
            "office address", "factory address", "address", "addr", "add", "adresse", "anschrift", "adress", "adres",
            "direccion", "domicilio", "endereco", "morada", "indirizzo", "head office", "headquarters", "hq", "factory",
            "showroom", "office add", "factory add", "location", "a", "公司地址", "工厂地址", "办公地址", "通讯地址", "联系地址",
            "厂址", "地址", "总部", "📍", "🏠", "🗺",
        ],
    ),
    (Label::Source, &["source", "lead source", "met at", "来源", "客户来源", "渠道"]),
    (Label::Country, &["country", "land", "pays", "pais", "paese", "国家/地区", "国家"]),
    (
        Label::Other,
        &[
            "skype", "qq号", "qq", "zip code", "zip", "postal code", "postcode", "post code", "p.c", "pc", "plz", "cep",
            "c.p", "cp", "cap", "邮政编码", "邮编", "vat no", "vat id", "vat number", "vat", "ust-idnr", "ust-id-nr", "ust-id",
            "ustid", "ust", "steuernummer", "steuer-nr", "st.-nr", "hrb", "hra", "amtsgericht", "handelsregister",
            "registergericht", "sitz der gesellschaft", "sitz", "iban", "bic", "swift", "cif", "nif", "n.i.f", "c.i.f", "siret",
            "siren", "rcs", "tva", "p.iva", "p. iva", "piva", "partita iva", "c.f", "rea", "cnpj", "rfc", "gstin", "gst no",
            "gst", "abn", "kvk", "btw", "cvr", "org.nr", "org. nr", "orgnr", "ein", "tax id", "tax no", "reg. no", "reg no",
            "registration no", "registration number", "company no", "company number", "company registration", "eori",
            "account no", "account", "bank", "nip", "regon", "krs", "ico", "dic", "税号", "纳税人识别号", "统一社会信用代码",
            "开户行", "账号", "银行", "linkedin", "facebook", "instagram", "twitter", "youtube", "tiktok", "阿里旺旺", "旺旺",
            "line id", "aufsichtsratsvorsitzender", "aufsichtsrat", "business hours", "opening hours", "hours",
            "offnungszeiten", "subject", "betreff", "date", "主营", "主营产品", "经营范围", "products", "main products",
        ],
    ),
];

/// A stretch of a line: with the label before it, or with none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) label: Option<Label>,
    pub(super) text: String,
}

/// Parts a line at its labels; a label at the very end keeps an empty text.
pub(super) fn stretches(line: &str) -> Vec<Stretch> {
    let line = joined(line);
    let chars: Vec<char> = line.chars().collect();
    let low = plain(&line);
    let mut found = Vec::new();
    let mut label = None;
    let mut from = 0;
    let mut at = 0;
    while at < low.len() {
        match label_at(&low, at) {
            Some((next, end)) => {
                push(&mut found, label, &chars[from..at]);
                (label, from, at) = (Some(next), end, end);
            }
            None => at += 1,
        }
    }
    push(&mut found, label, &chars[from..]);
    found
}

fn push(found: &mut Vec<Stretch>, label: Option<Label>, chars: &[char]) {
    let loose = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '/' | ',' | ';' | '，' | '；' | '、' | '(' | '[' | '（' | ':' | '：');
    let text: String = chars.iter().collect();
    let text = text.trim_end_matches(loose).trim_start_matches(|c| loose(c) && !matches!(c, '(' | '（'));
    if label.is_some() || !text.is_empty() {
        found.push(Stretch { label, text: text.to_owned() });
    }
}

/// "电　话" is "电话": cards space two characters out to the width of four.
fn joined(line: &str) -> String {
    const SPACED: &[&str] =
        &["电话", "手机", "传真", "地址", "邮箱", "网址", "网站", "姓名", "职位", "职务", "公司", "邮编", "微信", "部门"];
    let mut line = line.to_owned();
    for word in SPACED {
        let chars: Vec<char> = word.chars().collect();
        if let [first, second] = chars[..] {
            for gap in [" ", "  ", " | "] {
                for colon in [":", "："] {
                    line = line.replace(&format!("{first}{gap}{second}{colon}"), &format!("{word}{colon}"));
                }
            }
        }
    }
    line
}

/// The label at a place of a folded text, and where the text after it begins.
fn label_at(low: &[char], at: usize) -> Option<(Label, usize)> {
    let before = at.checked_sub(1).map(|before| low[before]);
    let (mut label, mut end) = word_at(low, at, before)?;
    // "Tel/WhatsApp", "手机/微信", "Tel & Fax": a mobile among them says the most, a telephone is not only a fax.
    loop {
        let mut next = end;
        while low.get(next).is_some_and(|c| *c == ' ') {
            next += 1;
        }
        if !low.get(next).is_some_and(|c| matches!(c, '/' | '&' | '+' | '、' | ',')) {
            break;
        }
        next += 1;
        while low.get(next).is_some_and(|c| *c == ' ') {
            next += 1;
        }
        let Some((other, after)) = word_at(low, next, Some(' ')) else { break };
        if other == Label::Mobile || (label == Label::Fax && other == Label::Phone) {
            label = other;
        }
        end = after;
    }
    for suffix in [" number", " no", " nr", "号码", "号", " nummer"] {
        let suffix: Vec<char> = suffix.chars().collect();
        if low[end..].starts_with(&suffix) {
            end += suffix.len();
        }
    }
    let mut after = end;
    while low.get(after).is_some_and(|c| matches!(c, '.' | ' ' | ')' | ']' | '#' | '️')) {
        after += 1;
    }
    match low.get(after) {
        Some(':') => {
            // "http://…" and "12:30" are no labels.
            let slashes = low.get(after + 1) == Some(&'/');
            (!slashes).then_some((label, after + 1))
        }
        None => (at == 0).then_some((label, after)),
        Some(_) if label.is_number() => {
            let rest: String = low[after..].iter().collect();
            phones::phones(&rest).first().is_some_and(|range| range.start == 0).then_some((label, after))
        }
        Some(_) => is_picture(low[at]).then_some((label, after)),
    }
}

/// The longest word of a label at a place, if it stands alone there.
fn word_at(low: &[char], at: usize, before: Option<char>) -> Option<(Label, usize)> {
    let first = *low.get(at)?;
    let alone = before.is_none_or(|before| {
        !before.is_alphanumeric() || (is_han(first) != is_han(before)) || (is_han(first) && before == ' ')
    });
    if !alone || before == Some('@') {
        return None;
    }
    let mut best = None;
    for (label, words) in LABELS {
        for word in *words {
            let length = word.chars().count();
            let matches = low.len() >= at + length && word.chars().zip(&low[at..]).all(|(a, b)| a == *b);
            let ends = low.get(at + length).is_none_or(|c| !c.is_alphanumeric() || is_han(*c) != is_han(first) || is_han(first))
                || low.get(at + length).is_some_and(|c| c.is_ascii_digit() && length > 2);
            if matches && ends && best.is_none_or(|(_, longest)| length > longest) {
                best = Some((*label, length));
            }
        }
    }
    best.map(|(label, length)| (label, at + length))
}

fn is_picture(c: char) -> bool {
    !c.is_alphanumeric() && c > '\u{2000}'
}

/// Whether a text is nothing but a label's word: what it labelled was taken out already.
pub(super) fn is_bare(text: &str) -> bool {
    let low: Vec<char> =
        plain(text).into_iter().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | ' ')).collect();
    let text: String = low.iter().collect();
    let text = text.trim();
    text.is_empty() || text.split('/').all(|part| LABELS.iter().any(|(_, words)| words.contains(&part.trim())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_part_a_line() {
        use Label::*;
        for (line, want) in [
            ("Tel.: +49 30 1234567", &[(Some(Phone), "+49 30 1234567")][..]),
            ("T: +33 4 72 / M: +33 6 12", &[(Some(Phone), "+33 4 72"), (Some(Mobile), "+33 6 12")]),
            ("M +44 7911 123456", &[(Some(Mobile), "+44 7911 123456")]),
            ("手机/微信：186", &[(Some(Mobile), "186")]),
            ("手机13567890123", &[(Some(Mobile), "13567890123")]),
            ("Mob/WhatsApp: +86 136", &[(Some(Mobile), "+86 136")]),
            ("姓名：陈伟 职务：总经理", &[(Some(Name), "陈伟"), (Some(Title), "总经理")]),
            ("电 话：0755", &[(Some(Phone), "0755")]),
            ("Página web: lumen", &[(Some(Web), "lumen")]),
            ("📱 +84 912 345 678", &[(Some(Mobile), "+84 912 345 678")]),
            ("i. A. Stefan Hoffmann", &[(None, "i. A. Stefan Hoffmann")]),
            ("Head of Purchasing", &[(None, "Head of Purchasing")]),
            ("Office Manager", &[(None, "Office Manager")]),
            ("Telecom Systems", &[(None, "Telecom Systems")]),
            ("公司经理", &[(None, "公司经理")]),
        ] {
            let found = stretches(line);
            let found: Vec<_> = found.iter().map(|found| (found.label, found.text.as_str())).collect();
            assert_eq!(found, want, "{line}");
        }
    }
}
