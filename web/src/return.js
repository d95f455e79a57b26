// Coming back after a day or more: which day it is, what is due, what to do; then what happened meanwhile, to tap.
import { html } from "lit";
import { settings, words } from "./settings.js";

const DAY = 86400;
const iso = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" });
const days = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / (DAY * 1000));

/** What to say to somebody who comes back; null where nothing was said, or it was today. `now` in seconds. */
export function since(messages, now) {
  const last = [...messages].reverse().find((m) => m.time);
  if (!last || messages[messages.length - 1].failed) return null;
  const today = iso.format(now * 1000), gone = days(iso.format(last.time * 1000), today);
  if (gone < 1) return null;
  const planned = [...messages].reverse().find((m) => m.card?.kind === "next");
  const ahead = (planned?.card.days ?? []).filter((d) => d.kind === "due" || d.kind === "opens");
  const over = ahead.filter((d) => d.iso <= today), coming = ahead.find((d) => d.iso > today);
  const lines = [words.back.replace("{days}", gone)];
  if (over.length) lines.push(...over.map((d) => words.back_over.replace("{label}", d.label).replace("{day}", d.day)));
  if (coming) lines.push(words.back_due.replace("{day}", coming.day).replace("{label}", coming.label).replace("{days}", days(today, coming.iso)));
  if (planned && !over.length) lines.push(planned.card.next_step);
  return lines;
}

export function returning(chat) {
  return html`<li class="bubble bot card back">${chat.back.map((line, n) => (n ? html`<p>${line}</p>` : html`<h2>${line}</h2>`))}</li>
    <li class="under"><div class="replies" role="group" aria-label=${words.back_ask}>${settings.reports.map((r) => html`<button type="button"
      ?disabled=${chat.busy} @click=${() => chat.say(r.payload, r.label)}>${r.label}</button>`)}</div></li>`;
}
