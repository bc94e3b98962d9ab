// Text with its markup, as elements. Nothing that anybody wrote is ever read as HTML.

import { word } from "./words.js";

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote",
  expandable_blockquote: "blockquote", spoiler: "span", custom_emoji: "span", date_time: "span",
};

/** A small builder of elements. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else if (name === "class") element.className = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/**
 * Elements for a text. Offsets are in UTF-16 units, which is how JavaScript counts too. `on` has what can be tapped:
 * `command(text)` and `link(url)`.
 */
export function render(text, entities, on) {
  // What encloses comes first: by place, then the longest.
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  let next = 0;
  const fill = (begin, end) => {
    const nodes = [];
    let at = begin;
    while (next < sorted.length && sorted[next].offset < end) {
      const entity = sorted[next];
      next += 1;
      const from = Math.max(entity.offset, at);
      const to = Math.min(entity.offset + entity.length, end);
      if (to <= from) continue;
      if (from > at) nodes.push(text.slice(at, from));
      nodes.push(wrap(entity, text.slice(from, to), fill(from, to), on));
      at = to;
    }
    if (at < end) nodes.push(text.slice(at, end));
    return nodes;
  };
  return fill(0, text.length);
}

function wrap(entity, text, inside, on) {
  switch (entity.type) {
    case "bot_command":
      return make("a", { href: "#", class: "command", click: tap(() => on.command(text)) }, ...inside);
    case "text_link":
      return link(entity.url, inside, on);
    case "url":
      return link(/^[a-z]+:\/\//i.test(text) ? text : `http://${text}`, inside, on);
    case "email":
      return make("a", { href: `mailto:${text}` }, ...inside);
    case "phone_number":
      return make("a", { href: `tel:${text}` }, ...inside);
    case "mention":
    case "hashtag":
    case "cashtag":
    case "text_mention":
      return make("span", { class: "tag" }, ...inside);
    case "code":
      return make("code", { title: word("copy"), click: () => on.copy(text) }, ...inside);
    case "spoiler": {
      const reveal = (event) => event.currentTarget.classList.add("shown");
      return make("span", { class: "spoiler", title: word("spoiler"), click: reveal }, ...inside);
    }
    case "expandable_blockquote": {
      const toggle = (event) => event.currentTarget.classList.toggle("open");
      return make("blockquote", { class: "expandable", click: toggle }, ...inside);
    }
    default:
      return make(TAGS[entity.type] ?? "span", {}, ...inside);
  }
}

function link(url, inside, on) {
  // Only these may be followed; anything else is text.
  if (!/^(https?|ftp|tg):/i.test(url)) return make("span", { class: "tag" }, ...inside);
  return make("a", { href: url, target: "_blank", rel: "noopener noreferrer", click: (event) => on.link(url, event) }, ...inside);
}

const tap = (act) => (event) => {
  event.preventDefault();
  act();
};
