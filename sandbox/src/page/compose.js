// Writing: the field, replies, edits, the menu of commands, attachments, and the bot's own keyboard.

import { summary } from "./chat.js";
import { pick, sheet } from "./panels.js";
import { make } from "./text.js";
import { word } from "./words.js";

const find = (selector) => document.querySelector(selector);
const [field, send, bar, quote, suggestions, keyboard, restart] =
  ["#compose", "#send", "#bar", "#quote", "#suggestions", "#keyboard", "#restart"].map(find);

let on = null;
let state = () => null;
/** The message that is replied to, and the one that is edited. */
let reply = null;
let editing = null;
/** The last message that asked for a reply, so that it asks once. */
let asked = 0;
/** Which command is chosen in the menu; none: -1. */
let chosen = -1;
const drafts = new Map();
let person = null;

export function setUpCompose(handlers, current) {
  on = handlers;
  state = current;
  field.addEventListener("input", typed);
  field.addEventListener("keydown", key);
  bar.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  quote.querySelector("button").addEventListener("click", () => (editing ? stopEditing() : replyTo(null)));
  find("#menu").addEventListener("click", () => (suggestions.hidden ? suggest("/") : hideSuggestions()));
  find("#attach").addEventListener("click", attach);
  restart.addEventListener("click", () => on.say("/start"));
  document.addEventListener("paste", (event) => {
    const file = [...(event.clipboardData?.files ?? [])][0];
    if (file) sendFile(file, file.type.startsWith("image/"));
  });
  find("#phone").addEventListener("dragover", (event) => event.preventDefault());
  find("#phone").addEventListener("drop", (event) => {
    event.preventDefault();
    const file = event.dataTransfer.files[0];
    if (file) sendFile(file, false);
  });
}

export function showCompose({ chat }) {
  if (person !== chat.person) {
    if (person !== null) drafts.set(person, field.value);
    person = chat.person;
    field.value = drafts.get(person) ?? "";
    hideSuggestions();
    if (!matchMedia("(pointer: coarse)").matches) field.focus({ preventScroll: true });
  }
  bar.hidden = chat.blocked;
  restart.hidden = !chat.blocked;
  showKeyboard(chat);
  const last = chat.messages.at(-1);
  if (last?.from_bot && last.reply_markup?.force_reply && last.id !== asked) {
    asked = last.id;
    replyTo(last);
    field.placeholder = last.reply_markup.input_field_placeholder ?? word("message");
  }
  if (reply && !chat.messages.some((message) => message.id === reply.id)) replyTo(null);
  grow();
}

export function replyTo(message) {
  editing = null;
  reply = message;
  showQuote(message, null);
}

export function startEditing(message) {
  reply = null;
  editing = message;
  field.value = message.html || message.text;
  showQuote(message, word("editing"));
  grow();
}

function stopEditing() {
  editing = null;
  field.value = "";
  showQuote(null, null);
  grow();
}

function showQuote(message, title) {
  quote.hidden = !message;
  if (!message) return;
  const name = message.from_bot ? state().bot.name : word("reply");
  quote.querySelector("span").replaceChildren(make("b", {}, title ?? name), summary(message));
  field.focus();
}

function submit() {
  const text = field.value;
  if (!text.trim()) return;
  if (editing) {
    on.edit(editing.id, text);
    stopEditing();
    return;
  }
  on.say(text, reply?.id);
  field.value = "";
  replyTo(null);
  hideSuggestions();
  grow();
}

function key(event) {
  // While letters are being composed, Enter belongs to the input method.
  if (event.isComposing) return;
  const items = suggestions.hidden ? [] : [...suggestions.children].filter((item) => item.dataset.command);
  if (items.length > 0 && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    event.preventDefault();
    chosen = (chosen + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length;
    items.forEach((item, index) => item.classList.toggle("chosen", index === chosen));
    items[chosen].scrollIntoView({ block: "nearest" });
  } else if (items.length > 0 && event.key === "Tab") {
    event.preventDefault();
    field.value = `/${items[Math.max(chosen, 0)].dataset.command} `;
    typed();
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    if (chosen >= 0 && items[chosen]) items[chosen].click();
    else submit();
  } else if (event.key === "Escape") {
    if (!suggestions.hidden) hideSuggestions();
    else if (editing) stopEditing();
    else replyTo(null);
  }
}

function typed() {
  grow();
  if (/^\/[a-z0-9_]*$/i.test(field.value)) suggest(field.value);
  else hideSuggestions();
}

function grow() {
  send.disabled = !field.value.trim();
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 140)}px`;
}

function suggest(typedSoFar) {
  const prefix = typedSoFar.slice(1).toLowerCase();
  const commands = (state()?.chat?.commands ?? []).filter(([name]) => name.startsWith(prefix));
  chosen = -1;
  const items = commands.map(([name, about]) => {
    const say = () => {
      field.value = "";
      hideSuggestions();
      grow();
      on.command(`/${name}`);
    };
    return make("button", { type: "button", class: "command-item", role: "option", "data-command": name, click: say },
      make("b", {}, `/${name}`), make("span", {}, about));
  });
  if (items.length === 0 && prefix === "") items.push(make("p", { class: "hint" }, word("no_commands")));
  suggestions.replaceChildren(...items);
  suggestions.hidden = items.length === 0;
}

function hideSuggestions() {
  suggestions.hidden = true;
  chosen = -1;
}

async function attach() {
  const what = await sheet(null, ["photo", "voice", "file", "contact"].map((name) => ({ label: word(name), value: name })));
  if (what === "contact") {
    const card = await askContact();
    if (card) on.contact(card);
  } else if (what) {
    const file = await pick({ photo: "image/*", voice: "audio/ogg,audio/mpeg,audio/mp4" }[what] ?? "");
    if (file) sendFile(file, what === "photo", what === "voice" ? await seconds(file) : null);
  }
}

/** How long a sound is. */
async function seconds(file) {
  try {
    const sound = await new AudioContext().decodeAudioData(await file.arrayBuffer());
    return Math.max(1, Math.round(sound.duration));
  } catch {
    return 1;
  }
}

function sendFile(file, photo, voice = null) {
  on.file(file, photo, voice, reply?.id, field.value.trim());
  field.value = "";
  replyTo(null);
  grow();
}

function askContact() {
  const dialog = find("#contact");
  const form = dialog.querySelector("form");
  form.reset();
  dialog.returnValue = "";
  dialog.showModal();
  form.querySelector(".plain").onclick = () => dialog.close("");
  return new Promise((resolve) => {
    const closed = () => resolve(dialog.returnValue === "send" ? Object.fromEntries(new FormData(form)) : null);
    dialog.addEventListener("close", closed, { once: true });
  });
}

/** The keyboard that the bot put in place of the phone's. */
function showKeyboard(chat) {
  const rows = chat.blocked ? [] : (chat.keyboard?.keyboard ?? []);
  keyboard.hidden = rows.length === 0;
  const buttons = rows.map((row) => make("div", { class: "row" }, ...row.map((button) => {
    const label = button.text ?? button;
    return make("button", { type: "button", class: "reply-key", click: () => on.say(label) }, label);
  })));
  keyboard.replaceChildren(...buttons);
}
