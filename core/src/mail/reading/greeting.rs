//! Whether a text greets somebody by name. A machine does not know whose mail it answers: it greets everybody.

use std::sync::LazyLock;

use regex::Regex;

use super::day::pattern;

/// A greeting, perhaps a title, and one or two names that begin with a capital letter.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    let greetings = "hi|hello|hey|dear|good morning|good afternoon|good day|hallo|moin|liebe|lieber|guten tag|\
        guten morgen|sehr geehrte|sehr geehrter|servus|grüezi|grüß gott|bonjour|bonsoir|salut|cher|chère|hola|buenas|\
        buenos días|buenas tardes|buen día|estimado|estimada|querido|querida|olá|oi|bom dia|boa tarde|caro|cara|prezado|\
        prezada|ciao|buongiorno|buonasera|salve|gentile|egregio|здравствуйте|добрый день|доброе утро|добрый|привет|\
        уважаемый|уважаемая|merhaba|sayın|hej|hei|dag|beste|goedemorgen|dzień dobry|cześć|witam|dobrý den";
    let titles = r"mr|mrs|ms|miss|dr|prof|ing|sr|sra|srta|señor|señora|senhor|senhora|sig|sig\.ra|signor|signora|dott|\
        lic|herr|frau|m|mme|monsieur|madame|dhr|mevr|pan|pani|eng|arq|don|doña|dona";
    pattern(&format!(
        r"^\W*(?i:{greetings}),?[ \t]+(?:(?i:{titles})\.?[ \t]+)?(?P<name>\p{{Lu}}[\p{{L}}'’-]+)(?:[ \t]\p{{Lu}}[\p{{L}}'’-]+)?(?:[ \t](?:hanım|bey))?[ \t]*[,!:.;\r\n，！：]"
    ))
});

/// Chinese, Japanese and Korean put the title behind the name.
static TITLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\W*(?:尊敬的|亲爱的|親愛的|敬爱的)?(?P<name>[^\s,，。:：]{1,6})(?:先生|小姐|女士|经理|經理|总|總|工|様|さん|님)[ \t]*[,，:：、!！\r\n]",
    )
});

/// Words that stand where a name would and mean everybody.
const EVERYBODY: &str = " all sir sirs madam sender everyone everybody colleague colleagues friend friends partner \
    partners customer customers client clients supplier suppliers vendor vendors team visitor valued business folks \
    damen herren kunde kunden kundin kundinnen lieferant lieferanten geschäftspartner kollegen kolleginnen absender \
    absenderin leute freunde monsieur madame mesdames messieurs fournisseur fournisseurs partenaire partenaires collègues \
    tous señor señores señora cliente clientes proveedor proveedores amigo amigos todos fornecedor fornecedores parceiro \
    parceiros senhor senhores colega colegas clienti fornitore fornitori signore signori utente utenti collega colleghi \
    tutti коллеги партнёры партнеры клиент клиенты господа друзья поставщики отправитель państwo państwu 客户 客戶 供应商 \
    供應商 各位 同事 合作伙伴 ";

/// Whether what is new in a mail begins with a greeting by name.
pub(super) fn greets_by_name(new: &str) -> bool {
    let everybody = |name: &str| EVERYBODY.split_whitespace().any(|word| name == word);
    let wide = |name: &str| EVERYBODY.split_whitespace().any(|word| !word.is_ascii() && name.contains(word));
    let named = |pattern: &Regex| Some(pattern.captures(new)?.name("name")?.as_str().to_lowercase());
    named(&NAMED).is_some_and(|name| !everybody(&name)) || named(&TITLED).is_some_and(|name| !wide(&name))
}

#[cfg(test)]
mod tests {
    use super::greets_by_name;

    #[test]
    fn who_is_greeted_by_name_is_told_from_everybody() {
        for text in [
            "Hi Lena, I'm back on the 14th.",
            "Sehr geehrter Herr Wang,\n\nbesten Dank",
            "Estimado Sr. Molina:\nLa semana que viene",
            "Здравствуйте, Джеймс!",
            "陈经理，新年好！",
            "ジョンソン様\nメール拝受しました。",
        ] {
            assert!(greets_by_name(text), "{text}");
        }
        for text in [
            "Dear Customer, thank you",
            "Sehr geehrte Damen und Herren, wir haben geschlossen.",
            "Estimados proveedores:",
            "Hello there!",
            "Уважаемые коллеги!",
            "尊敬的客户：",
            "Hi, I am away.",
        ] {
            assert!(!greets_by_name(text), "{text}");
        }
    }
}
