//! Sizes, rates and hidden characters: what is too much is cut off with a word, what is hidden is gone.

use chrono::Duration;
use renmai_core::flood_guard::LIMIT;

use crate::house::{House, SAM};

/// Turned, hidden, broken: nothing of it may be left.
const HIDDEN: &str = "\u{202e}\u{2066}\u{200f}\u{61c}\u{0}\u{7}\u{ad}";

/// Nothing of [`HIDDEN`] is in a text.
#[track_caller]
fn is_harmless(text: &str) {
    let hidden: Vec<char> = text.chars().filter(|c| HIDDEN.contains(*c)).collect();
    assert!(hidden.is_empty(), "{hidden:?} in: {text}");
}

#[tokio::test]
async fn a_flood_is_cut_off_with_one_word_and_slows_nobody() {
    let house = House::open().await;
    let (anna, maria) = (house.anna(), house.maria());
    house.later(Duration::minutes(2)).await;
    for _ in 0..LIMIT + 50 {
        anna.chat.says("/l99");
    }
    maria.says("/l98").await.sees("#98");
    for _ in 0..LIMIT {
        anna.hears().await.sees("#99");
    }
    anna.hears().await.sees("more than 300 messages in one minute").sees("/import");
    maria.says("/l98").await.sees("#98");
    assert!(anna.chat.unheard().is_empty());
    // A restart is not asked again for what was left out.
    house.restart().await;
    house.later(Duration::minutes(1)).await;
    anna.says("/l97").await.sees("#97");
}

#[tokio::test]
async fn a_stranger_is_cut_off_too_in_their_language() {
    let house = House::open().await;
    let sam = house.sam();
    for _ in 0..LIMIT + 20 {
        sam.chat.says("hello");
    }
    for _ in 0..LIMIT {
        sam.hears().await.sees("private");
    }
    sam.hears().await.sees("more than 300");
    house.maria().says("/l98").await.sees("#98");
    assert!(house.sandbox.person(SAM).unheard().is_empty());
    house.later(Duration::minutes(1)).await;
    sam.says("hello").await.sees("private");
}

#[tokio::test]
async fn presses_are_counted_and_each_is_answered() {
    let house = House::open().await;
    let lina = house.lina();
    let help = lina.says("/help").await;
    house.later(Duration::minutes(2)).await;
    let presses: Vec<_> =
        (0..LIMIT + 10).map(|_| lina.chat.presses_data(help.message.id, "c:o:99:1")).collect();
    let mut answers = Vec::new();
    for press in &presses {
        answers.push(lina.callback_answer(press).await.unwrap_or_default());
    }
    let most = LIMIT as usize;
    assert!(answers[..most].iter().all(|answer| answer.contains("#99")));
    assert!(answers[most].contains("超过 300 条"), "{}", answers[most]);
    assert!(answers[most + 1..].iter().all(String::is_empty));
}

#[tokio::test]
async fn sixty_shared_contacts_are_no_flood() {
    let house = House::open().await;
    let anna = house.anna();
    for n in 0..60 {
        anna.chat.sends_contact(&format!("Buyer {n}"), None, &format!("4930123{n:04}"), None);
    }
    for n in 0..60 {
        anna.hears().await.sees(&format!("Buyer {n}")).offers("Add");
    }
}

#[tokio::test]
async fn messages_that_waited_while_we_were_away_are_no_flood() {
    let house = House::open().await;
    let anna = house.anna();
    house.stop().await;
    for n in 0..LIMIT + 50 {
        anna.chat.says_at("/l99", crate::house::monday() + Duration::seconds(i64::from(n)));
    }
    house.later(Duration::hours(3)).await;
    house.start_again().await;
    for _ in 0..LIMIT + 50 {
        anna.hears().await.sees("#99");
    }
}

#[tokio::test]
async fn what_is_hidden_is_gone_whichever_way_it_came_in() {
    let house = House::open().await;
    let (anna, maria) = (house.anna(), house.maria());
    let add = format!("/add Eva{HIDDEN} Braun, Lumen{HIDDEN} GmbH, eva@lumen.de, Germany");
    is_harmless(anna.says(&add).await.sees("Eva Braun").sees("Lumen GmbH").text());
    for ask in ["log 1 call", "edit 1 title:", "next 1 fri", "grade 1 A", "find", "check", "insight add"] {
        let text = format!("/{ask} big{HIDDEN} boss {HIDDEN}| te{HIDDEN}xt");
        is_harmless(anna.says(&text).await.text());
    }
    is_harmless(anna.says("/history 1").await.sees("big boss").text());
    is_harmless(anna.says("/insight").await.sees("big boss").text());
    let card = anna.says("/l1").await;
    is_harmless(card.text());
    anna.chat.replies(card.message.id, &format!("she{HIDDEN} called"));
    is_harmless(anna.hears_until("logged").await.text());
    is_harmless(anna.says("/l1").await.sees("she called").text());
    is_harmless(maria.says(&format!("/settings name Bright{HIDDEN}way")).await.sees("Brightway").text());
    is_harmless(maria.says(&format!("/assign 1 @{HIDDEN}nobody")).await.text());
    is_harmless(maria.says(&format!("/remove {HIDDEN}nobody")).await.text());
    is_harmless(maria.says(&format!("/metrics {HIDDEN}soon")).await.text());
    is_harmless(anna.says(&format!("/snooze 1 {HIDDEN}soon")).await.text());
    is_harmless(anna.says(&format!("/{HIDDEN}")).await.text());

    let draft = anna.shares_contact(&format!("Ida{HIDDEN}"), Some("Rot"), "4930654321").await;
    is_harmless(draft.sees("Ida Rot").text());
    let vcard = format!("BEGIN:VCARD\nVERSION:3.0\nFN:Uwe{HIDDEN} Blau\nORG:Blau{HIDDEN} AG\nEND:VCARD");
    anna.chat.sends_contact("Uwe", None, "4930654322", Some(&vcard));
    is_harmless(anna.hears().await.sees("Blau AG").text());

    // A zero in the first line is no text at all.
    let hidden = HIDDEN.replace('\0', "");
    let file = format!("na{hidden}me,company\nOtto{hidden} Vog,Vog{hidden} AG\n");
    is_harmless(anna.sends_file(&format!("li{HIDDEN}st.csv"), file.as_bytes()).await.text());
    let seen = anna.hears().await;
    is_harmless(seen.sees("Otto Vog · Vog AG").text());
    is_harmless(anna.presses(&seen, "Import 1").await.text());
    is_harmless(anna.says("/find Otto").await.sees("Otto Vog").text());
}

#[tokio::test]
async fn a_display_name_is_shown_without_what_is_hidden_in_it_and_not_at_any_length() {
    let house = House::open().await;
    let maria = house.maria();
    let link = maria.says("/invite salesperson").await;
    let name = format!("Bob{HIDDEN}{}", "b".repeat(100_000));
    let bob = house.newcomer(2001, &name, &format!("bob{HIDDEN}"));
    bob.says(&format!("/start {}", crate::house::code_in(&link))).await.sees("Brightway");
    let told = maria.hears().await;
    is_harmless(told.sees("Bobbbb").text());
    assert!(told.text().len() < 300, "{} bytes", told.text().len());
    is_harmless(maria.says("/team").await.sees("Bobbbb").lacks("@bob").text());
    bob.hears_everything().await;
}

#[tokio::test]
async fn names_of_a_hundred_kilobytes_and_a_million_columns_are_refused_with_a_word() {
    let house = House::open().await;
    let anna = house.anna();
    let long = "x".repeat(100_000);
    anna.sends_file("long.csv", format!("name,company\n{long},Lumen\n").as_bytes()).await;
    anna.hears().await.sees("The name is too long: at most 200");
    let many = ",x".repeat(1_000_000);
    for (file, want) in [
        (format!("name,company{many}\nEva,Lumen\n"), "too many columns"),
        (format!("name,\"a\nb\"{many}\nEva,Lumen\n"), "too many columns"),
        (format!("name,company\nEva,Lumen{many}\n"), "Line 2"),
    ] {
        anna.sends_file("many.csv", file.as_bytes()).await.sees("Reading");
        let heard = anna.hears().await;
        assert!(heard.text().to_lowercase().contains(&want.to_lowercase()), "{want}: {}", heard.text());
    }
    // Telegram cuts a text at 4096; each piece is a message of its own.
    anna.says(&format!("/add {}, Lumen", "y".repeat(3000))).await.sees("too long");
    anna.says(&format!("/find {}", "y".repeat(3000))).await;
    let draft = anna.shares_contact(&"z".repeat(5000), None, "4930654321").await;
    assert!(draft.text().len() < 4000, "{} bytes", draft.text().len());
}
