// Cards: each kind of `tuika/speech/cards.py` as markup. Every text goes through Lit's bindings and so is never markup itself.
import { html, nothing } from "lit";
import { downloads } from "./device.js";
import { letter } from "./letter.js";
import { actions, linked } from "./links.js";
import { progress } from "./progress.js";
import { words } from "./settings.js";

const paragraphs = (texts, { t }) => texts.map((text) => html`<p>${t(text)}</p>`);

const sources = (card) => html`<details class="sources"><summary>${words.sources}</summary><ul>
  ${card.sources.map((s) => html`<li><b>${s.claim}</b>：${s.found.join("；")}（${words.confidence[s.confidence]}）</li>`)}</ul></details>`;

const rung = (one, name, { t }, open) => html`<li><details name=${name} ?open=${open}>
  <summary>${one.title}<span class="badge ${one.open ? "yes" : "later"}">${one.when}</span></summary>
  ${one.text ? html`<p>${t(one.text)}</p>` : nothing}
  ${one.details.map((line) => html`<p class="small">${t(line)}</p>`)}</details></li>`;

const chip = (fact, tools) => html`<li class="fact"><span>${fact.label}</span>
  ${fact.options.length ? html`<details><summary>${words.change}<span class="who">${fact.label}</span></summary>
    <div class="replies">${fact.options.map((o) => html`<button type="button" ?disabled=${tools.busy}
      @click=${() => tools.say(`/inform${JSON.stringify({ [o.field]: o.value })}`, o.label)}>${o.label}</button>`)}</div></details>` : nothing}
  <button type="button" class="quiet" ?disabled=${tools.busy} aria-label=${`${words.wrong}：${fact.label}`}
    @click=${() => tools.say(`/inform${JSON.stringify({ undo: fact.field })}`, `${words.wrong}：${fact.label}`.slice(0, 60))}>${words.wrong}</button></li>`;

function steps(card, links, tools) {
  const t = (text) => linked(text, links, tools);
  return html`<details class="fold steps"><summary>${card.title}<span class="badge">${card.steps.length} ${words.steps}</span></summary>
    <ol>${card.steps.map((s) => html`<li>${t(s)}</li>`)}</ol>${paragraphs(card.notes, { t })}${actions(links, tools)}</details>`;
}

export const kinds = {
  plan: (card, tools) => html`<h2>${tools.t(card.lead)}</h2>${paragraphs(card.money, tools)}${sources(card)}`,

  steps: (card, tools) => steps(card, tools.links, tools),

  next: (card, tools) => html`<h2>${tools.t(card.next_step)}</h2>
    ${tools.steps ? steps(tools.steps.card, tools.steps.links, tools) : nothing}
    ${progress(card)}
    ${tools.calendar ? html`<div class="acts">${downloads ? html`<a class="button" href=${tools.calendar} download="tuika.ics">${words.calendar}</a>`
      : html`<button type="button" class="button" @click=${(e) => tools.copy(tools.days(card), e.currentTarget)}>${words.copy_days}</button>`}</div>` : nothing}
    <div class="small">${paragraphs(card.notes, tools)}</div>`,

  copy: (card, tools) => html`${paragraphs(card.before, tools)}
    ${card.texts.map((text) => letter(text, tools))}
    ${paragraphs(card.after, tools)}`,

  ladder: (card, tools) => html`${card.ladders.map((one, n) => html`<h2>${one.title}</h2>
    <ol class="rungs">${one.rungs.map((r, m) => rung(r, `ladder-${n}`, tools, m === one.rungs.findIndex((x) => x.open)))}</ol>`)}
    ${paragraphs(card.notes, tools)}`,

  checklist: (card, { t, tick, busy }) => html`<form @submit=${(e) => tick(e, card)}>
    <fieldset><legend>${card.intro}</legend>
    ${card.items.map((item) => html`<label class="tick"><input type="checkbox" name=${item.id} .checked=${item.have}><span>${t(item.text)}</span></label>`)}</fieldset>
    <button class="button" ?disabled=${busy}>${words.ticked}</button></form>${card.after.map((text) => html`<p>${t(text)}</p>`)}`,

  law: (card) => html`<h2>${card.intro}</h2>
    ${card.provisions.map((p) => html`<p><b>${p.citation}</b>：${p.gist}</p><p class="small">${p.effective} ${words.effective}</p>`)}
    <p class="small">${card.note}</p>`,

  sheet: (card, tools) => html`<h2>${card.title}</h2>
    ${card.facts.length ? html`<ul role="list" class="facts">${card.facts.map((fact) => chip(fact, tools))}</ul>` : nothing}
    ${card.done.length ? html`<p>${words.done}：${card.done.join("、")}</p>` : nothing}
    ${card.notes.map((text) => html`<p class="small">${text}</p>`)}`,
};

/** The card's markup; null for a kind that this page does not know (an older page in a cache): the text is shown then. */
export function render(message, tools) {
  const kind = message.card && kinds[message.card.kind];
  return kind ? kind(message.card, { ...tools, calendar: message.calendar }) : null;
}
