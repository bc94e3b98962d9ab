// The page: who is played, what is shown, and what happens when something is tapped.

import { showChat, scrollDown } from "./chat.js";
import { setUpCompose, showCompose, replyTo, startEditing } from "./compose.js";
import { setUpMail, speakMail } from "./mail.js";
import { setUpPanels, showPanels, closePanels, sheet, toast, alertBox } from "./panels.js";
import { act, follow } from "./server.js";
import { speak, word } from "./words.js";

const query = new URLSearchParams(location.search);
const KEY = "sandbox-person";

/** Who is played, and the last state that was shown. */
const page = { me: Number(query.get("as") ?? sessionStorage.getItem(KEY)) || null, state: null };

/** Does something as whoever is played, and says so if it fails. */
async function as(what, body = {}) {
  try {
    return await act(what, { as: page.me, ...body });
  } catch (error) {
    toast(error.message);
    return null;
  }
}

/** Everything that can be done, for the parts of the page that have something to tap. */
const on = {
  be(person) {
    page.me = person;
    sessionStorage.setItem(KEY, person);
    history.replaceState(null, "", `?as=${person}`);
    closePanels();
    replyTo(null);
    again();
  },
  say: (text, reply_to) => as("say", { text, reply_to }).then(scrollDown),
  command: (text) => on.say(text),
  edit: (message, text) => as("edit", { message, text }),
  async file(file, photo, voice, reply_to, caption) {
    const form = new FormData();
    form.set("as", page.me);
    if (reply_to) form.set("reply_to", reply_to);
    if (caption) form.set("caption", caption);
    if (photo) form.set("photo", "yes");
    if (voice) form.set("voice", voice);
    form.set("file", file);
    await act("file", form).catch((error) => toast(error.message));
    scrollDown();
  },
  contact: (card) => as("contact", card).then(scrollDown),
  block: (blocked) => as("block", { blocked }),
  clock: (by) => as("clock", by),
  async reset() {
    if (await sheet(word("sure"), [{ label: word("start_over"), value: true, danger: true }])) {
      await act("reset", {}).catch((error) => toast(error.message));
      closePanels();
    }
  },
  async press(message, row, column) {
    const answer = await as("press", { message: message.id, row, column });
    if (answer?.url) window.open(answer.url, "_blank", "noopener");
    if (answer?.text) (answer.alert ? alertBox : toast)(answer.text);
  },
  async copy(text) {
    await navigator.clipboard?.writeText(text).catch(() => {});
    toast(word("copied"));
  },
  /** A link to the bot itself is opened here, as somebody. */
  async link(url, event) {
    const start = startCode(url);
    if (start === null) return;
    event?.preventDefault();
    const people = page.state.people.map((person) => ({ label: person.name, note: person.about, value: person.id }));
    const chosen = await sheet(word("open_as"), people);
    if (chosen === null) return;
    on.be(chosen);
    await on.say(start ? `/start ${start}` : "/start");
  },
  async more(message) {
    const items = [{ label: word("reply"), value: "reply" }];
    if (message.text) items.push({ label: word("copy"), value: "copy" });
    if (!message.from_bot && message.content === "text") items.push({ label: word("edit"), value: "edit" });
    const chosen = await sheet(null, items);
    if (chosen === "reply") replyTo(message);
    if (chosen === "copy") on.copy(message.text);
    if (chosen === "edit") startEditing(message);
  },
  reply: (message) => replyTo(message),
};

/** The code of a link to this bot: `""` for one without, `null` for any other link. */
function startCode(url) {
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    return null;
  }
  const bot = page.state.bot.username.toLowerCase();
  const web = ["t.me", "telegram.me"].includes(parsed.hostname) && parsed.pathname.slice(1).toLowerCase() === bot;
  const app = parsed.protocol === "tg:" && parsed.searchParams.get("domain")?.toLowerCase() === bot;
  return web || app ? (parsed.searchParams.get("start") ?? "") : null;
}

function show(state) {
  document.body.classList.remove("offline");
  page.state = state;
  const me = state.people.find((person) => person.id === page.me);
  if (!me) {
    // Nobody, or somebody who is gone: the first one.
    if (state.people.length > 0) on.be(state.people[0].id);
    return;
  }
  speak(me.language);
  speakMail();
  document.title = `${me.name} – ${state.bot.name}`;
  showPanels(state, me);
  showChat(state, me, on);
  showCompose(state);
  begin(state);
}

/** `?start=code` is what a link `https://t.me/bot?start=code` does: it is sent once. */
function begin(state) {
  const code = query.get("start");
  if (code === null || state.chat === null) return;
  query.delete("start");
  history.replaceState(null, "", `?as=${page.me}`);
  on.say(`/start ${code}`.trim());
}

speak("en");
setUpPanels(on);
setUpCompose(on, () => page.state);
const asked = () => ({ looking: document.visibilityState === "visible", ...(page.me === null ? {} : { as: page.me }) });
const isOurs = (state) => state.chat === null || state.chat.person === page.me;
const again = follow("state", asked, isOurs, show, () => {
  document.body.classList.add("offline");
  toast(word("offline"));
});
setUpMail();
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
