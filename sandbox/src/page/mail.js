// The mail room: the customers' mailboxes, and what a customer does with a mail.

import { initials } from "./chat.js";
import { letter } from "./letter.js";
import { sheet, toast } from "./panels.js";
import { act, follow } from "./server.js";
import { make } from "./text.js";
import { locale, word } from "./words.js";

const find = (selector) => document.querySelector(selector);
const [place, boxes, mailbox, opener] = ["#mail", "#mailboxes", "#mailbox", "#open-mail"].map(find);

/** The mailbox that is shown, the mail that is open, the last state, and what the elements were made of. */
const room = { box: null, open: null, state: null, shown: null };
let again = null;

export function setUpMail() {
  opener.addEventListener("click", () => {
    place.hidden = false;
    show(room.state);
    mailbox.focus();
  });
  find("#close-mail").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open], .panel.open")) close();
  });
  const query = () => (room.box === null ? {} : { box: room.box });
  again = follow("mail", query, (state) => state.box === room.box, show, () => {});
}

function close() {
  if (place.hidden) return;
  place.hidden = true;
  opener.focus();
}

/** Says everything again in the language that is spoken now. */
export function speakMail() {
  if (room.state) show(room.state);
}

function show(state) {
  room.state = state;
  opener.hidden = !state.open;
  const unread = state.boxes.reduce((sum, box) => sum + box.unread, 0);
  const badge = opener.querySelector(".badge");
  badge.hidden = unread === 0;
  badge.textContent = unread;
  if (place.hidden) return;
  if (!state.boxes.some((box) => box.address === room.box)) {
    // The mailbox in which something is unread comes first.
    const first = state.boxes.find((box) => box.unread > 0) ?? state.boxes[0];
    if (first) return choose(first.address);
  }
  // What has not changed stays: a tap must not fall between two elements.
  const key = JSON.stringify([state.boxes, state.ours, state.mails, room.open, locale()]);
  if (key === room.shown) return;
  room.shown = key;
  boxes.replaceChildren(...state.boxes.map(chip));
  boxes.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  const box = state.boxes.find((one) => one.address === room.box);
  const hint = (key) => make("p", { class: "hint" }, word(key));
  if (!box) mailbox.replaceChildren(hint("no_mail"));
  else mailbox.replaceChildren(head(box), ...(state.mails.length ? state.mails.map((mail) => entry(mail, box)) : [hint("no_mails")]));
}

function choose(address) {
  room.box = address;
  room.open = null;
  again();
}

function chip(box, index) {
  const current = box.address === room.box;
  return make("button", { class: "mailbox-chip", "data-box": box.address, "aria-current": String(current), click: () => choose(box.address) },
    make("span", { class: `avatar tint-${index % 6}`, "aria-hidden": "true" }, initials(box.name || box.address)),
    make("span", { class: "names" }, make("b", {}, box.name), make("small", {}, box.address)),
    box.unread > 0 ? make("i", { class: "badge" }, box.unread) : null);
}

/** How the mailbox is, and a mail of the customer's own. */
function head(box) {
  const states = [["exists", "exists"], ["unknown", "unknown"], ["full", "full"], ["bounces_later", "bounces_later"], ["away", "is_away"]];
  const options = states.map(([is, name]) => make("option", { value: is, selected: box.standing.is === is }, word(name)));
  const change = (event) => {
    const is = event.target.value;
    does({ does: "stand", standing: { is, ...(is === "bounces_later" ? { bounce: "no_such_mailbox" } : {}) } }, false);
  };
  return make("div", { class: "mailbox-head" },
    make("label", {}, `${word("standing")} `, make("select", { id: "standing", change }, ...options)),
    make("button", { id: "write-mail", class: "deed", disabled: room.state.ours.length === 0, click: write }, word("write")));
}

function entry(mail, box) {
  const open = mail.id === room.open;
  const when = new Date(mail.at).toLocaleString(locale(), { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  const mine = mail.folder === "sent";
  const note = mail.folder === "inbox" ? null : make("i", { class: "note" }, word(mine ? "sent" : "junk"));
  const line = make("button", { class: "mail-line", "aria-expanded": String(open), click: () => toggle(mail) },
    make("b", {}, mine ? `→ ${mail.to}` : mail.from), make("small", {}, when), make("span", {}, mail.subject), note);
  const parts = open
    ? [
        make("dl", {}, ...facts(mail)),
        make("div", { class: "mail-text" }, mail.text),
        mine ? null : make("div", { class: "deeds" }, ...deeds(mail, box)),
      ]
    : [];
  const unread = mail.folder === "inbox" && !mail.seen;
  return make("article", { class: `mail-entry${unread ? " unread" : ""}`, "data-id": mail.id }, line, ...parts);
}

function facts(mail) {
  const fact = (name, value) => [make("dt", {}, name), make("dd", {}, value)];
  return [...fact(word("to"), mail.to), ...(mail.unsubscribe ? fact("✓", word("unsubscribe")) : [])];
}

function toggle(mail) {
  room.open = room.open === mail.id ? null : mail.id;
  if (room.open !== null && !mail.seen) does({ does: "read", mail: mail.id }, false);
  show(room.state);
}

function deeds(mail, box) {
  const deed = (name, click, kind = "") => make("button", { class: `deed ${kind}`, "data-deed": name, click }, word(name));
  return [
    deed("answer", () => ask("answer", { text: "" }, ({ text }) => ({ does: "answer", mail: mail.id, text })), "first"),
    deed("colleague", () => colleague(mail, box)),
    deed("bounce", () => bounce(mail)),
    deed("away", () => away(mail)),
    deed("opt_out", () => optOut(mail)),
    deed("spam", () => does({ does: "spam", mail: mail.id }), "danger"),
  ];
}

/** Lets something be written, and does with it what `deed` makes of it. */
async function ask(title, fields, deed) {
  const filled = await letter(word(title), fields);
  if (filled) await does(deed(filled));
}

function colleague(mail, box) {
  const how = ["direct", "forward"].map((name) => [name, word(name)]);
  const fields = { colleague: `jonas.weber@${box.address.split("@")[1]}`, how, text: "" };
  return ask("colleague", fields, (filled) => ({
    does: filled.how === "forward" ? "colleague_answers_forward" : "colleague_answers",
    mail: mail.id, colleague: filled.colleague, text: filled.text,
  }));
}

async function bounce(mail) {
  const kinds = ["no_such_mailbox", "mailbox_full", "policy", "delayed"];
  const why = await sheet(word("bounce_why"), kinds.map((kind) => ({ label: word(kind), value: kind })));
  if (why) await does({ does: "bounce", mail: mail.id, why });
}

function away(mail) {
  const week = new Date(room.state.now + 7 * 86_400_000).toISOString().slice(0, 10);
  return ask("away", { until: week }, ({ until }) => ({ does: "away", mail: mail.id, until: until || null }));
}

async function optOut(mail) {
  const ways = [{ label: word("in_words"), value: "opt_out" }];
  if (/mailto:/i.test(mail.unsubscribe ?? "")) ways.push({ label: word("by_address"), value: "unsubscribe" });
  const way = await sheet(word("opt_out"), ways);
  if (way) await does({ does: way, mail: mail.id });
}

function write() {
  const kinds = [["write", word("a_mail")], ["newsletter", word("newsletter")]];
  const fields = { to: room.state.ours.map((address) => [address, address]), how: kinds, subject: "", text: "" };
  return ask("write", fields, ({ how, to, subject, text }) => ({ does: how, to, subject, text }));
}

/** Does something in the mailbox that is shown, and says whether it went. */
async function does(deed, tell = true) {
  try {
    await act("mail", { box: room.box, ...deed });
    if (tell) toast(word("done"));
  } catch (error) {
    toast(error.message);
  }
}
