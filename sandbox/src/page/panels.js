// What is around the chat: the people, the clock, and what comes up over it.

import { initials } from "./chat.js";
import { make } from "./text.js";
import { locale, said, word } from "./words.js";

const find = (selector) => document.querySelector(selector);
const shade = find("#shade");

let on = null;
/** How far the sandbox's clock is from this machine's, in milliseconds; `null`: it stands. */
let ahead = null;
let stopped = null;
let blocked = false;

export function setUpPanels(handlers) {
  on = handlers;
  find("#open-people").addEventListener("click", () => open("#people-panel"));
  find("#open-clock").addEventListener("click", () => open("#clock-panel"));
  for (const button of document.querySelectorAll(".panel .close")) button.addEventListener("click", closePanels);
  shade.addEventListener("click", closePanels);
  find("#reset").addEventListener("click", () => on.reset());
  find("#block").addEventListener("click", () => {
    on.block(!blocked);
    closePanels();
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && closePanels());
  setInterval(tick, 1000);
}

function open(panel) {
  closePanels();
  find(panel).classList.add("open");
  shade.hidden = false;
}

export function closePanels() {
  for (const panel of document.querySelectorAll(".panel.open")) panel.classList.remove("open");
  shade.hidden = true;
}

export function showPanels(state, me) {
  ahead = state.running ? state.now - Date.now() : null;
  stopped = state.now;
  ({ blocked } = state.chat);
  find("#bot-name").textContent = state.bot.name;
  find("#bot-avatar").textContent = initials(state.bot.name);
  const typing = Boolean(state.chat.action);
  find("#subtitle").textContent = typing ? word("typing") : `${word("you")} ${me.name}`;
  find("#subtitle").classList.toggle("typing", typing);
  find("#people").replaceChildren(...state.people.map((person) => entry(person, person.id === me.id)));
  const elsewhere = state.people.filter((person) => person.id !== me.id).reduce((sum, person) => sum + person.unread, 0);
  badge(find("#open-people .badge"), elsewhere);
  const hour = make("button", { class: "jump", "data-seconds": 3600, click: () => on.clock({ seconds: 3600 }) }, word("hour"));
  const jumps = state.jumps.map((label, jump) => make("button", { class: "jump", "data-jump": jump, click: () => on.clock({ jump }) }, said(label)));
  // Elements that say the same stay: a tap must not fall between two of them.
  const box = find("#jumps");
  const says = (elements) => [...elements].map((element) => element.textContent).join("\n");
  if (says(box.children) !== says([hour, ...jumps])) box.replaceChildren(hour, ...jumps);
  find("#reset").hidden = !state.can_reset;
  find("#block").textContent = word(blocked ? "unblock" : "block");
  find("#block").disabled = !state.chat.opened;
  tick();
}

function entry(person, current) {
  const about = person.about || person.last?.text || person.last?.file || "";
  return make("button", { class: "person", "data-id": person.id, "aria-current": current, click: () => on.be(person.id) },
    make("span", { class: `avatar tint-${person.id % 6}`, "aria-hidden": "true" }, initials(person.name)),
    make("span", { class: "names" }, make("b", {}, person.name), make("small", {}, about)),
    person.unread > 0 && !current ? make("i", { class: "badge" }, person.unread) : null);
}

function badge(element, count) {
  element.hidden = count === 0;
  element.textContent = count;
}

function tick() {
  if (stopped === null) return;
  const now = new Date(ahead === null ? stopped : Date.now() + ahead);
  const time = now.toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit" });
  const day = now.toLocaleDateString(locale(), { weekday: "short", day: "numeric", month: "short" });
  find("#top-time").textContent = time;
  find("#top-day").textContent = day;
  find("#time b").textContent = time;
  find("#time span").textContent = now.toLocaleDateString(locale(), { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

let fading = null;

/** Says something for a moment. */
export function toast(text) {
  const box = find("#toast");
  box.textContent = text;
  box.hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => (box.hidden = true), 3500);
}

/** Says something until it is closed. */
export function alertBox(text) {
  const dialog = find("#alert");
  dialog.querySelector("p").textContent = text;
  dialog.showModal();
}

/** Lets one thing be chosen; answers its value, or `null`. */
export function sheet(title, items) {
  const dialog = find("#sheet");
  let value = null;
  const choose = (item) => () => {
    value = item.value;
    dialog.close();
  };
  const buttons = items.map((item) =>
    make("button", { class: item.danger ? "danger" : "", click: choose(item) }, item.label, item.note ? make("small", {}, item.note) : null));
  const cancel = make("button", { class: "cancel", click: () => dialog.close() }, word("cancel"));
  dialog.replaceChildren(...[title ? make("p", {}, title) : null, ...buttons, cancel].filter(Boolean));
  dialog.onclick = (event) => event.target === dialog && dialog.close();
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(value), { once: true }));
}

/** Lets a file be picked; answers it, or `null`. */
export function pick(accept) {
  const input = find("#file");
  input.value = "";
  input.accept = accept;
  return new Promise((resolve) => {
    input.onchange = () => resolve(input.files[0] ?? null);
    input.oncancel = () => resolve(null);
    input.click();
  });
}
