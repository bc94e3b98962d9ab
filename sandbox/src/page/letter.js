// Asks what is to be written.

import { make } from "./text.js";

const dialog = document.querySelector("#letter");
const form = dialog.querySelector("form");

/**
 * Lets a letter be written: `fields` has what is asked, with what stands there at first; a list is a choice of
 * `[value, label]`. Answers what was filled in, or `null`.
 */
export function letter(title, fields) {
  dialog.querySelector("h2").textContent = title;
  for (const label of form.querySelectorAll("[data-field]")) {
    const name = label.dataset.field;
    const field = form.elements[name];
    const first = fields[name];
    label.hidden = first === undefined;
    // What is not asked must not keep the form from being sent.
    field.disabled = label.hidden;
    if (Array.isArray(first)) field.replaceChildren(...first.map(([value, text]) => make("option", { value }, text)));
    else field.value = first ?? "";
  }
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    const filled = () => Object.fromEntries(new FormData(form));
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "send" ? filled() : null), { once: true });
  });
}

dialog.querySelector("[value=cancel]").addEventListener("click", () => dialog.close());
