// Once there is help: what people come back for, always in the same place.
import { html, nothing } from "lit";
import { settings, words } from "./settings.js";

export function bar(chat) {
  const planned = chat.messages.some((m) => m.card?.kind === "next");
  const helped = planned || chat.messages.some((m) => m.replies?.some((r) => r.payload.startsWith('/inform{"topic"')));
  if (!helped) return nothing;
  const go = (part, label) => (planned ? html`<button type="button" @click=${() => chat.show(part)}>${label}</button>` : nothing);
  const ask = (reply) => html`<button type="button" ?disabled=${chat.busy} @click=${() => chat.say(reply.payload, reply.label)}>${reply.label}</button>`;
  return html`<nav class="bar" aria-label=${words.bar}>${go("next", words.next_step)}${settings.bar.map(ask)}${go("progress", words.progress)}</nav>`;
}
