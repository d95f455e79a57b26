// The first screen: who this is, what it costs, what becomes of what one says, and two ways to begin.
import { html, nothing } from "lit";
import { settings, words } from "./settings.js";

/** @param say sends a message; @param offered whether its replies still lead somewhere. */
export function welcome(offered, busy, say) {
  return html`<section class="bubble bot welcome" aria-label=${words.bot}>
    <p class="hello">${words.welcome}</p>
    <p class="trust">${words.trust}</p>
    ${offered ? html`<div class="replies first" role="group" aria-label=${words.replies}>
      ${settings.menu.map((r) => html`<button type="button" ?disabled=${busy} @click=${() => say(r.payload, r.label)}>${r.label}</button>`)}</div>
      <p class="small">${words.example_lead}</p>
      <button type="button" class="example" ?disabled=${busy} @click=${() => say(words.example)}>「${words.example}」</button>` : nothing}
    <details class="about"><summary>${words.about_title}</summary>${settings.about.map((line) => html`<p>${line}</p>`)}</details>
  </section>`;
}
