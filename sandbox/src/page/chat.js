// The messages.

import { make, render } from "./text.js";
import { locale, word } from "./words.js";

const list = document.querySelector("#messages");
const down = document.querySelector("#to-bottom");
const pinned = document.querySelector("#pinned");

/** The elements that are there, with what they were made of: what did not change stays, selection and all. */
let shown = new Map();
let person = null;
let lastId = 0;
let missed = 0;
/** Buttons that were pressed and not answered yet. */
const waiting = new Set();

export const scrollDown = () => list.scrollTo({ top: list.scrollHeight });
const isAtBottom = () => list.scrollHeight - list.scrollTop - list.clientHeight < 80;

down.addEventListener("click", () => list.scrollTo({ top: list.scrollHeight, behavior: "smooth" }));
list.addEventListener("scroll", updateDown);
new ResizeObserver(() => wasAtBottom && scrollDown()).observe(list);
let wasAtBottom = true;

function updateDown() {
  wasAtBottom = isAtBottom();
  if (wasAtBottom) missed = 0;
  down.hidden = wasAtBottom;
  const badge = down.querySelector(".badge");
  badge.hidden = missed === 0;
  badge.textContent = missed;
}

export function showChat(state, me, on) {
  const { chat } = state;
  const other = person !== me.id;
  if (other) shown = new Map();
  const follow = other || isAtBottom();
  const byId = new Map(chat.messages.map((message) => [message.id, message]));
  const children = [];
  const kept = new Map();
  let day = null;
  for (const message of chat.messages) {
    const today = new Date(message.date).toDateString();
    if (today !== day) {
      day = today;
      children.push(make("div", { class: "day" }, make("span", {}, dayName(new Date(message.date), new Date(state.now)))));
    }
    const quoted = byId.get(message.reply_to);
    const key = JSON.stringify([message, quoted?.text, me.language]);
    const old = shown.get(message.id);
    const element = old?.key === key ? old.element : bubble(message, quoted, state, on);
    kept.set(message.id, { key, element });
    children.push(element);
  }
  shown = kept;
  if (chat.messages.length === 0) children.push(empty(state, on));
  // The same elements in the same order are left alone.
  if (children.length !== list.children.length || children.some((child, i) => child !== list.children[i])) {
    list.replaceChildren(...children);
  }
  list.classList.toggle("empty", chat.messages.length === 0);
  const newest = chat.messages.at(-1);
  if (!follow && newest && newest.id > lastId && newest.from_bot) missed += 1;
  if (follow || (newest && newest.id > lastId && !newest.from_bot)) scrollDown();
  lastId = newest?.id ?? 0;
  person = me.id;
  showPinned(chat.pinned);
  updateDown();
}

function showPinned(message) {
  pinned.hidden = !message;
  if (message) {
    pinned.replaceChildren(make("b", {}, word("pinned")), summary(message));
    pinned.onclick = () => flash(message.id);
  }
}

function empty(state, on) {
  const about = state.chat.description;
  return make(
    "div",
    { class: "welcome" },
    make("div", { class: "avatar large" }, state.bot.name.slice(0, 1).toUpperCase()),
    make("h2", {}, state.bot.name),
    make("p", {}, about ? make("span", {}, make("b", {}, word("nothing")), "\n", about) : word("no_chat")),
    make("button", { id: "start", click: () => on.say("/start") }, word("start")),
  );
}

function bubble(message, quoted, state, on) {
  const side = message.from_bot ? "theirs" : "mine";
  const parts = [];
  if (message.forward_origin) parts.push(make("div", { class: "forwarded" }, `${word("forwarded")} ${origin(message)}`));
  if (message.reply_to) parts.push(quote(quoted, state));
  parts.push(...content(message, on));
  if (message.text) {
    parts.push(make("div", { class: "text" }, ...render(message.text, message.entities, on)));
  }
  const time = new Date(message.date).toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit" });
  const marks = [message.silent ? make("span", { title: word("silent") }, "🔕") : null, message.edited ? word("edited") : null, time];
  parts.push(make("span", { class: "meta" }, ...marks.filter(Boolean).flatMap((mark) => [mark, " "])));
  const body = make("div", { class: "bubble" }, ...parts);
  const reactions = message.reactions.map((emoji) => make("span", { class: "reaction" }, emoji));
  if (reactions.length > 0) body.append(make("div", { class: "reactions" }, ...reactions));
  const reply = make("button", { class: "icon reply", title: word("reply"), "aria-label": word("reply"), click: () => on.reply(message) }, "↩");
  const element = make("article", { class: `message ${side}`, "data-id": message.id }, make("div", { class: "line" }, body, reply));
  if (message.buttons.length > 0) element.append(keys(message, on));
  longPress(body, () => on.more(message));
  return element;
}

function content(message, on) {
  const kind = typeof message.content === "string" ? message.content : Object.keys(message.content)[0];
  const address = message.file && `/sandbox/file/${encodeURIComponent(message.file.id)}`;
  switch (kind) {
    case "document":
      return [
        make("a", { class: "file", href: address, download: message.file.name },
          make("span", { class: "file-icon", "aria-hidden": true }, "↓"),
          make("span", {}, make("b", {}, message.file.name), make("small", {}, size(message.file.size)))),
      ];
    case "photo": {
      const { width, height } = message.content.photo;
      // It grows when it is there; who was at the end stays there.
      const load = () => wasAtBottom && scrollDown();
      return [make("a", { href: address, target: "_blank", class: "photo" }, make("img", { src: address, alt: word("photo"), width, height, load }))];
    }
    case "contact": {
      const { first_name, last_name, phone_number } = message.content.contact;
      const name = [first_name, last_name].filter(Boolean).join(" ");
      return [
        make("div", { class: "file" },
          make("span", { class: "avatar", "aria-hidden": true }, initials(name)),
          make("span", {}, make("b", {}, name), make("small", {}, phone_number))),
      ];
    }
    case "sticker":
      return [make("div", { class: "sticker", title: word("sticker") }, message.content.sticker.emoji)];
    case "voice":
      return [
        make("div", { class: "tag" }, `🎤 ${word("voice")}, ${message.content.voice.seconds} s`),
        make("audio", { class: "voice", src: address, controls: true, preload: "none" }),
      ];
    default:
      return [];
  }
}

function keys(message, on) {
  const rows = message.buttons.map((row, r) => make("div", { class: "row" }, ...row.map((button, c) => key(message, button, r, c, on))));
  return make("div", { class: "keys" }, ...rows);
}

function key(message, button, row, column, on) {
  const style = button.raw?.style ? ` ${button.raw.style}` : "";
  if (button.url) {
    return make("a", { class: `key link${style}`, href: button.url, target: "_blank", rel: "noopener noreferrer", click: (event) => on.link(button.url, event) }, button.label);
  }
  if (button.copy_text) return make("button", { class: `key copy${style}`, click: () => on.copy(button.copy_text) }, button.label);
  const name = `${message.id} ${row} ${column} ${button.data}`;
  const press = async (event) => {
    const element = event.currentTarget;
    if (waiting.has(name)) return;
    waiting.add(name);
    element.classList.add("waiting");
    await on.press(message, row, column);
    waiting.delete(name);
    element.classList.remove("waiting");
    for (const other of document.querySelectorAll(".key.waiting")) if (other.dataset.name === name) other.classList.remove("waiting");
  };
  const state = waiting.has(name) ? " waiting" : "";
  return make("button", { class: `key${style}${state}`, "data-name": name, click: press, disabled: button.data === null }, button.label);
}

function quote(message, state) {
  const name = message?.from_bot ? state.bot.name : state.people.find((one) => one.id === state.chat.person)?.name;
  const parts = message ? [make("b", {}, name), summary(message)] : ["…"];
  return make("button", { class: "quoted", click: () => message && flash(message.id) }, ...parts);
}

/** A message in one line. */
export function summary(message) {
  const contact = message.content?.contact;
  const rest = message.file?.name ?? (contact ? contact.first_name : "");
  return make("span", {}, (message.text || rest).split("\n").find((line) => line.trim()) ?? "");
}

function flash(id) {
  const element = list.querySelector(`.message[data-id="${id}"]`);
  element?.scrollIntoView({ block: "center", behavior: "smooth" });
  element?.classList.add("flash");
  setTimeout(() => element?.classList.remove("flash"), 1200);
}

function longPress(element, act) {
  let timer = null;
  const stop = () => clearTimeout(timer);
  element.addEventListener("touchstart", () => (timer = setTimeout(act, 450)), { passive: true });
  for (const end of ["touchend", "touchmove", "touchcancel"]) element.addEventListener(end, stop, { passive: true });
  element.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a") || String(getSelection())) return;
    event.preventDefault();
    stop();
    act();
  });
}

const origin = ({ forward_origin: from }) =>
  from.sender_user_name ?? [from.sender_user?.first_name, from.sender_user?.last_name].filter(Boolean).join(" ");

export const initials = (name) => {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? words[0][0] + words.at(-1)[0] : [...words[0]].slice(0, 1).join("");
  return letters.toUpperCase();
};

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function dayName(date, now) {
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (date.toDateString() === now.toDateString()) return word("today");
  if (date.toDateString() === yesterday.toDateString()) return word("yesterday");
  const year = date.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return date.toLocaleDateString(locale(), { weekday: "short", day: "numeric", month: "long", year });
}
