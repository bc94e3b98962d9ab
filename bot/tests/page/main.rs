//! The page test: a new user tries the sandbox in a phone-sized Chromium. `cargo test --features browser --test page`
//! needs `chromedriver` on the path. With RENMAI_PICTURE=docs/screenshot.png it keeps a picture for the README.

mod browser;
mod program;

use browser::Browser;
use program::Program;

#[tokio::test]
async fn a_newcomer_adds_a_lead_regrades_it_and_is_reminded_in_the_morning() {
    let program = Program::sandbox();
    let page = Browser::open(&program.address).await;
    page.is("1002").await;

    page.types("/add Eva Braun, Lumen GmbH, eva@lumen.example, Germany, source: Light+Building 2026").await;
    let card = page.hears("Eva Braun").await;
    page.presses(&card, "A").await;
    page.sees(&card, "A").await;

    page.jumps("Next morning").await;
    let reminder = page.hears_after(&card, "Eva Braun").await;
    page.sees(&reminder, "Lumen GmbH").await;
    page.keeps_picture().await;
    page.close().await;
}
