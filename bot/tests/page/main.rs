//! The page test: a newcomer tries the sandbox in a phone-sized Chromium. It needs `chromedriver` on the path:
//! `cargo test --package renmai --features browser --test page`. With RENMAI_PICTURES=docs it keeps the pictures
//! of the README.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test ends where the page is not as it should be")]

mod browser;
mod program;

use browser::Browser;
use program::Program;

/// Anna, a salesperson of the example team.
const ANNA: u64 = 1002;

#[tokio::test]
async fn a_lead_is_added_and_regraded_and_is_in_the_list_of_the_next_morning() {
    let sandbox = Program::sandbox();
    let page = Browser::open(&sandbox.address).await;
    page.becomes(ANNA).await;

    page.says("/add Eva Braun, Lumen GmbH, eva@lumen.example, Germany, source: Light+Building 2026").await;
    let card = page.hears("Eva Braun", None).await;
    page.presses(&card, "A").await;
    page.sees(&card, "C → A").await;

    page.moves_the_clock("Next morning").await;
    let reminder = page.hears("Eva Braun", Some(&card)).await;
    page.sees(&reminder, "Lumen GmbH").await;
    page.keeps_a_picture("screenshot.png").await;
    page.close().await;
}

#[tokio::test]
async fn a_mail_goes_and_is_answered_in_the_mail_room() {
    let sandbox = Program::sandbox();
    let page = Browser::open(&sandbox.address).await;
    page.says("/mail 2").await;
    let choice = page.hears("written to before", None).await;
    page.presses(&choice, "PAS").await;
    page.sees(&choice, "Germany asks for prior consent").await;
    page.presses(&choice, "✓ Yes, they asked").await;
    // By day in Berlin it goes by itself.
    page.presses_until(&choice, "Now", "Sent to #2").await;

    page.opens_the_mail_room().await;
    page.opens_a_mail("Lichthaus Nord").await;
    page.keeps_a_picture("mail-room.png").await;
    page.answers_it("Send me the price for 500 pieces, please.").await;
    page.closes_the_mail_room().await;
    let answer = page.hears("Send me the price for 500 pieces", Some(&choice)).await;
    page.sees(&answer, "Hannes Vogt").await;
    page.keeps_a_picture("mail-answer.png").await;
    page.presses(&answer, "🛒 Inquiry").await;
    page.sees(&answer, "inquiry").await;
    page.close().await;
}
