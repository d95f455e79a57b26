// Where the case stands, as lists: they wrap, grow with the type and can be read aloud. Meaning is in words, not in colour.
import { html, nothing } from "lit";
import { words } from "./settings.js";

const MARKS = { past: "✓", now: "●", today: "●", due: "○", opens: "△" };

function lane({ title, stations }) {
  const way = stations.filter((s) => s.when !== "next");
  return html`<li><b class="region">${title}</b>${way.map((s) => html`<span class="station ${s.when}"
    aria-current=${s.when === "now" ? "step" : nothing}><span aria-hidden="true">${MARKS[s.when]}</span> ${s.label}${s.when === "now"
      ? html`<span class="badge">${words.now}</span>` : nothing}</span>`)}</li>`;
}

const day = (entry) => html`<li class="day-row ${entry.kind}"><span class="mark" aria-hidden="true">${MARKS[entry.kind]}</span>
  <span><b>${entry.day}${entry.kind === "opens" ? words.opens : ""}</b>${entry.kind === "today" ? nothing : html`<span class="badge">${words.days[entry.kind]}</span>`}
  <br>${entry.label}</span></li>`;

/** @param card the `next` card. Only where it came from and where it is: the way ahead is the next step itself. */
export function progress(card) {
  return html`<section class="progress" aria-label=${words.progress}><h3>${words.progress}</h3>
    ${card.lanes.length ? html`<ul role="list" class="lanes">${card.lanes.map(lane)}</ul>` : nothing}
    ${card.days.length ? html`<ol role="list" class="days">${card.days.map(day)}</ol>` : nothing}</section>`;
}
