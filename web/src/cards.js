// Cards: each kind of `tuika/speech/cards.py` as markup. Every text goes through Lit's bindings and so is never markup itself.
import { html, nothing } from "lit";
import { picture } from "./picture.js";

const lines = (texts) => texts.map((text) => html`<p>${text}</p>`);

const sources = (card, words) => html`<details class="sources"><summary>${words.sources}</summary><ul>
  ${card.sources.map((s) => html`<li><b>${s.claim}</b>：${s.found.join("；")}（${words.confidence[s.confidence]}）</li>`)}</ul></details>`;

const kinds = {
  plan: (card, { words }) => html`<h2>${card.lead}</h2>${lines(card.money)}${sources(card, words)}`,

  steps: (card) => html`<h2>${card.title}</h2><ol>${card.steps.map((s) => html`<li>${s}</li>`)}</ol>${lines(card.notes)}`,

  next: (card, { words, calendar }) => html`<h2>${card.next_step}</h2>
    <figure><figcaption>${words.picture}</figcaption>${picture(card, words)}</figure>
    ${calendar ? html`<a class="button" href=${calendar} download="tuika.ics">${words.calendar}</a>` : nothing}
    <div class="small">${lines(card.notes)}</div>`,

  copy: (card, { words, copy }) => html`${lines(card.before)}
    ${card.texts.map((t) => html`<h2>${t.title}</h2><blockquote>${t.text}</blockquote>
      <button type="button" class="button" @click=${(e) => copy(t.text, e.currentTarget)}>${words.copy}</button>`)}
    ${lines(card.after)}`,

  checklist: (card, { words, tick }) => html`<form @submit=${(e) => tick(e, card)}>
    <fieldset><legend>${card.intro}</legend>
    ${card.items.map((item) => html`<label class="tick"><input type="checkbox" name=${item.id} ?checked=${item.have}
      ?disabled=${item.have}><span>${item.text}</span></label>`)}</fieldset>
    <button class="button">${words.ticked}</button></form>${lines(card.after)}`,

  law: (card, { words }) => html`<h2>${card.intro}</h2>
    ${card.provisions.map((p) => html`<p><b>${p.citation}</b>：${p.gist}</p>
      <details class="sources"><summary>${words.sources}</summary><p>${p.effective} ${words.effective}</p></details>`)}
    <p class="small">${card.note}</p>`,
};

/** The card's markup; null for a kind that this page does not know (an older page in a cache): the text is shown then. */
export function render(message, tools) {
  const kind = message.card && kinds[message.card.kind];
  return kind ? kind(message.card, { ...tools, calendar: message.calendar }) : null;
}
