//! A phone-sized Chromium on the sandbox's page, and what a person does there.

use std::path::Path;
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::program::Program;

/// How long a person would wait for anything.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often they look again.
const GLANCE: Duration = Duration::from_millis(50);

/// A page in a browser.
pub(crate) struct Browser {
    client: Client,
    _driver: Program,
}

/// A message of the chat, by the number that the page gives it.
pub(crate) struct Message(u64);

impl Browser {
    /// Opens the page.
    pub(crate) async fn open(address: &str) -> Browser {
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
    pub(crate) async fn becomes(&self, id: u64) {
        self.taps("#open-people", "").await;
        self.taps(&format!(".person[data-id='{id}']"), "").await;
    }

    /// Writes a message and sends it.
    pub(crate) async fn says(&self, text: &str) {
        let field = self.client.wait().at_most(PATIENCE).for_element(Locator::Css("#compose")).await.unwrap();
        field.send_keys(text).await.unwrap();
        self.taps("#send", "").await;
    }

    /// Waits for a message of the bot, newer than that one, that says this and has buttons.
    pub(crate) async fn hears(&self, text: &str, after: Option<&Message>) -> Message {
        let find = "return [...document.querySelectorAll('.message[data-id]')]
            .filter(m => +m.dataset.id > arguments[0] && m.querySelector('.key') && m.innerText.includes(arguments[1]))
            .map(m => +m.dataset.id)[0] ?? null";
        let after = after.map_or(0, |message| message.0);
        Message(self.until(find, vec![json!(after), json!(text)]).await.as_u64().unwrap())
    }

    /// Waits until a message says this.
    pub(crate) async fn sees(&self, message: &Message, text: &str) {
        let find = "const m = document.querySelector(`.message[data-id='${arguments[0]}']`);
            return m && m.innerText.includes(arguments[1]) ? true : null";
        self.until(find, vec![json!(message.0), json!(text)]).await;
    }

    /// Presses a button below a message.
    pub(crate) async fn presses(&self, message: &Message, label: &str) {
        self.taps(&format!(".message[data-id='{}'] .key", message.0), label).await;
    }

    /// Presses a button below a message wherever it is there, until the message says this.
    pub(crate) async fn presses_until(&self, message: &Message, label: &str, text: &str) {
        let find = "const m = document.querySelector(`.message[data-id='${arguments[0]}']`);
            if (m.innerText.includes(arguments[2])) return true;
            [...m.querySelectorAll('.key')].find(key => key.innerText.includes(arguments[1]))?.click();
            return null";
        self.until(find, vec![json!(message.0), json!(label), json!(text)]).await;
    }

    /// Moves the clock.
    pub(crate) async fn moves_the_clock(&self, label: &str) {
        self.taps("#open-clock", "").await;
        self.taps(".jump", label).await;
        self.taps("#clock-panel .close", "").await;
    }

    /// Opens the mail room.
    pub(crate) async fn opens_the_mail_room(&self) {
        self.taps("#open-mail", "").await;
    }

    /// Closes the mail room.
    pub(crate) async fn closes_the_mail_room(&self) {
        self.taps("#close-mail", "").await;
    }

    /// Opens the mail with this subject in the mailbox that is shown.
    pub(crate) async fn opens_a_mail(&self, subject: &str) {
        let find = "return [...document.querySelectorAll('.mail-line')]
            .filter(line => line.innerText.includes(arguments[0])).map(line => (line.click(), true))[0] ?? null";
        self.until(find, vec![json!(subject)]).await;
    }

    /// Answers the mail that is open.
    pub(crate) async fn answers_it(&self, text: &str) {
        self.taps("[data-deed='answer']", "").await;
        let field = Locator::Css("#letter textarea");
        let field = self.client.wait().at_most(PATIENCE).for_element(field).await.unwrap();
        field.send_keys(text).await.unwrap();
        self.taps("#letter [value='send']", "").await;
    }

    /// Keeps a picture of the page under this name in the folder that RENMAI_PICTURES names (from the root of the
    /// repository), if it does.
    pub(crate) async fn keeps_a_picture(&self, name: &str) {
        if let Some(folder) = std::env::var_os("RENMAI_PICTURES") {
            // What flashes up at the top has gone.
            self.until("return document.querySelector('#toast').hidden || null", Vec::new()).await;
            let picture = self.client.screenshot().await.unwrap();
            let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
            std::fs::write(root.join(folder).join(name), picture).unwrap();
        }
    }

    /// Closes the browser.
    pub(crate) async fn close(self) {
        self.client.close().await.unwrap();
    }

    /// Taps the element whose text begins so, as soon as it is there and can be tapped.
    async fn taps(&self, css: &str, label: &str) {
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            for element in self.client.find_all(Locator::Css(css)).await.unwrap_or_default() {
                let says = element.text().await.unwrap_or_default();
                if says.trim().starts_with(label) && rests(&element).await && element.click().await.is_ok() {
                    return;
                }
            }
            tokio::time::sleep(GLANCE).await;
        }
        panic!("no {css} “{label}” could be tapped. The page:\n{}", self.text().await);
    }

    /// Asks the page until it answers with something.
    async fn until(&self, script: &str, arguments: Vec<Value>) -> Value {
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            let answer = self.client.execute(script, arguments.clone()).await.unwrap();
            if !answer.is_null() {
                return answer;
            }
            tokio::time::sleep(GLANCE).await;
        }
        panic!("{arguments:?} was not to be seen. The page:\n{}", self.text().await);
    }

    async fn text(&self) -> String {
        let text = self.client.execute("return document.body.innerText", Vec::new()).await.unwrap();
        text.as_str().unwrap_or_default().to_owned()
    }
}

/// Whether an element has come to rest: a tap on one that slides in hits its neighbour.
async fn rests(element: &Element) -> bool {
    let before = element.rectangle().await.ok();
    tokio::time::sleep(GLANCE).await;
    before.is_some() && before == element.rectangle().await.ok()
}
