// A text to copy. What it leaves blank is filled in here, in the browser; it is never sent anywhere.
import { html, nothing } from "lit";
import { words } from "./settings.js";

/** Blank -> what was written into it; kept until the page is closed, for the next letter too. */
const written = new Map();

const name = (blank) => blank.slice(blank.indexOf("：") + 1, -1);

/** The letter's text with what was written into its blanks. */
export function filled(copy) {
  return (copy.blanks ?? []).reduce((text, blank) => (written.get(blank) ? text.split(blank).join(written.get(blank)) : text), copy.text);
}

/** The text, its blanks marked where they are still blank. */
function shown(copy) {
  const parts = [filled(copy)];
  for (const blank of copy.blanks ?? []) {
    if (written.get(blank)) continue;
    parts.splice(0, parts.length, ...parts.flatMap((part) => (typeof part === "string"
      ? part.split(blank).flatMap((piece, n) => (n ? [html`<mark>${blank}</mark>`, piece] : [piece])) : [part])));
  }
  return parts;
}

export function letter(copy, tools) {
  const blanks = copy.blanks ?? [];
  return html`<div class="letter"><h2>${copy.title}</h2>
    ${blanks.length ? html`<details class="blanks"><summary>${words.fill_in}<span class="badge">${blanks.length}</span></summary>
      <p class="small">${words.stays_here}</p>
      ${blanks.map((blank) => html`<label>${name(blank)}<input type="text" autocomplete="off" .value=${written.get(blank) ?? ""}
        @input=${(e) => { written.set(blank, e.target.value.trim()); tools.redraw(); }}></label>`)}</details>` : nothing}
    <blockquote>${shown(copy)}</blockquote>
    <div class="acts"><button type="button" class="button" @click=${(e) => tools.copy(filled(copy), e.currentTarget)}>${words.copy}</button>
    ${blanks.length ? html`<button type="button" class="button" @click=${(e) => tools.print(e.currentTarget.closest(".letter"))}>${words.print}</button>` : nothing}</div></div>`;
}
