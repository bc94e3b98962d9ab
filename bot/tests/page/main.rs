//! The page test: a newcomer tries the sandbox in a phone-sized Chromium. It needs `chromedriver` on the path:
//! `cargo test --package renmai --features browser --test page`. With RENMAI_PICTURE=docs/screenshot.png it keeps a
//! picture for the README.

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
    page.keeps_a_picture().await;
    page.close().await;
}
