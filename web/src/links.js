// Numbers to dial and addresses to open. The server says which they are (`links`); here they only become tappable.
import { html, nothing } from "lit";
import { words } from "./settings.js";

const WORD = "0123456789abcdefghijklmnopqrstuvwxyz.-_/";
const joins = (character) => character !== undefined && WORD.includes(character.toLowerCase());

/** The first place at or after `from` where `part` stands by itself in `text`, not inside a longer number or address. */
function place(text, part, from) {
  for (let at = text.indexOf(part, from); at >= 0; at = text.indexOf(part, at + 1)) {
    const next = text[at + part.length];
    // a full stop after an address ends the sentence
    if (!joins(text[at - 1]) && (!joins(next) || (next === "." && !joins(text[at + part.length + 1])))) return at;
  }
  return -1;
}

function anchor(link, shown, tools, more) {
  const call = link.kind === "call";
  return html`<a href=${link.href} class=${more.class ?? nothing} tabindex=${more.tabindex ?? nothing}
    target=${call ? nothing : "_blank"} rel=${call ? nothing : "noopener noreferrer"}
    @click=${() => call && tools.called(link)}>${shown}</a>`;
}

/** What a link may do: dial, or open a page over a safe connection. */
const allowed = (links) => (links ?? []).filter((link) => ["tel:", "https:"].includes(new URL(link.href, "about:blank").protocol));

/** `text` with its numbers and addresses as links; they can be reached by finger here, by keyboard in `actions`. */
export function linked(text, links, tools) {
  const usable = allowed(links), found = [];
  if (!usable.length) return text;
  let from = 0;
  for (;;) {
    const next = usable.map((link) => ({ link, at: place(text, link.text, from) })).filter((p) => p.at >= 0)
      .sort((a, b) => a.at - b.at || b.link.text.length - a.link.text.length)[0];
    if (!next) break;
    found.push(text.slice(from, next.at), anchor(next.link, next.link.text, tools, { class: "inline", tabindex: "-1" }));
    from = next.at + next.link.text.length;
  }
  return [...found, text.slice(from)];
}

/** The same as large buttons under the bubble. */
export function actions(links, tools) {
  const usable = allowed(links);
  if (!usable.length) return nothing;
  return html`<div class="acts" role="group" aria-label=${words.acts}>${usable.map((link) => anchor(link,
    `${link.kind === "call" ? words.call : words.visit} ${link.text}`, tools, { class: `button ${link.kind}` }))}</div>`;
}
