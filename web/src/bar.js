// Once there is a plan: the five things people come back for, always in the same place.
import { html, nothing } from "lit";
import { settings, words } from "./settings.js";

export function bar(chat) {
  if (!chat.messages.some((m) => m.card?.kind === "next")) return nothing;
  const go = (part) => () => chat.show(part);
  const ask = (reply) => html`<button type="button" ?disabled=${chat.busy} @click=${() => chat.say(reply.payload, reply.label)}>${reply.label}</button>`;
  return html`<nav class="bar" aria-label=${words.bar}><button type="button" @click=${go("next")}>${words.next_step}</button>
    ${settings.bar.map(ask)}<button type="button" @click=${go("progress")}>${words.progress}</button></nav>`;
}
