//! A phone-sized Chromium on the sandbox's page, and what a person does there.

use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use crate::program::Program;

/// How long a person would wait for anything.
const PATIENCE: Duration = Duration::from_secs(20);

/// A page in a browser.
pub struct Browser {
    client: Client,
    _driver: Program,
}

/// A message of the chat, by the number the page gives it.
pub struct Message(u64);

impl Browser {
    /// Opens the page.
    pub async fn open(address: &str) -> Browser {
        let driver = Program::chromedriver();
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ];
        let phone = json!({ "deviceMetrics": { "width": 390, "height": 844, "pixelRatio": 2.0 } });
        let options = json!({ "args": arguments, "mobileEmulation": phone });
        let capabilities = json!({ "browserName": "chrome", "goog:chromeOptions": options });
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities.as_object().unwrap().clone())
            .connect(&format!("http://{}", driver.address))
            .await
            .unwrap();
        client.goto(&format!("http://{address}/")).await.unwrap();
        Browser { client, _driver: driver }
    }

    /// Becomes the person with this number.
    pub async fn is(&self, id: &str) {
        self.find(&format!(".person[data-id='{id}']")).await.click().await.unwrap();
    }

    /// Writes a message and sends it.
    pub async fn types(&self, text: &str) {
        self.find("#compose").await.send_keys(text).await.unwrap();
        self.find("#send").await.click().await.unwrap();
    }

    /// Waits for a message of the bot that says this.
    pub async fn hears(&self, text: &str) -> Message {
        self.hears_after(&Message(0), text).await
    }

    /// Waits for a message of the bot, newer than that one, that says this.
    pub async fn hears_after(&self, before: &Message, text: &str) -> Message {
        let find = "return [...document.querySelectorAll('.message[data-id]')]
            .filter(m => +m.dataset.id > arguments[0] && m.querySelector('.key') && m.innerText.includes(arguments[1]))
            .map(m => +m.dataset.id)[0] ?? null";
        let number = self.until(find, vec![json!(before.0), json!(text)], text).await;
        Message(number.as_u64().unwrap())
    }

    /// Waits until a message says this.
    pub async fn sees(&self, message: &Message, text: &str) {
        let find = "const m = document.querySelector(`.message[data-id='${arguments[0]}']`);
            return m && m.innerText.includes(arguments[1]) ? true : null";
        self.until(find, vec![json!(message.0), json!(text)], text).await;
    }

    /// Presses a button below a message.
    pub async fn presses(&self, message: &Message, label: &str) {
        self.click_labelled(&format!(".message[data-id='{}'] .key", message.0), label).await;
    }

    /// Moves the clock.
    pub async fn jumps(&self, label: &str) {
        self.click_labelled(".jump", label).await;
    }

    /// Keeps a picture of the page, if RENMAI_PICTURE says where (from the root of the repository).
    pub async fn keeps_picture(&self) {
        if let Some(file) = std::env::var_os("RENMAI_PICTURE") {
            let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
            let picture = self.client.screenshot().await.unwrap();
            std::fs::write(std::path::Path::new(root).join(file), picture).unwrap();
        }
    }

    /// Closes the browser.
    pub async fn close(self) {
        self.client.close().await.unwrap();
    }

    async fn find(&self, css: &str) -> Element {
        let found = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
        found.unwrap_or_else(|fault| panic!("no {css} on the page: {fault}"))
    }

    async fn click_labelled(&self, css: &str, label: &str) {
        self.find(css).await;
        for element in self.client.find_all(Locator::Css(css)).await.unwrap() {
            if element.text().await.unwrap().trim() == label {
                element.click().await.unwrap();
                return;
            }
        }
        panic!("no {css} says “{label}”");
    }

    /// Asks the page until it answers with something.
    async fn until(
        &self,
        script: &str,
        arguments: Vec<serde_json::Value>,
        wanted: &str,
    ) -> serde_json::Value {
        for _ in 0..PATIENCE.as_millis() / 100 {
            let answer = self.client.execute(script, arguments.clone()).await.unwrap();
            if !answer.is_null() {
                return answer;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let page = self.client.execute("return document.body.innerText", Vec::new()).await.unwrap();
        panic!("“{wanted}” was not to be seen. The page: {page:#}");
    }
}
