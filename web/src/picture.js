// The case as a picture: the lanes of the state machine side by side, below them the days.
import { svg } from "lit";

const COLUMN = 106, ROW = 26, TOP = 24, DAY = 28, LABEL = 112;

function lane({ title, stations }, at) {
  const x = at * COLUMN + 7;
  return svg`<text x=${at * COLUMN} y="14" class="head">${title}</text>
    ${stations.map((station, n) => {
      const y = TOP + 8 + n * ROW;
      const line = n === 0 ? "" : svg`<line x1=${x} y1=${y - ROW + 6} x2=${x} y2=${y - 6} class=${station.when} />`;
      return svg`${line}<circle cx=${x} cy=${y} r=${station.when === "now" ? 6 : 4.5} class=${station.when} />
        <text x=${x + 11} y=${y + 4} class=${station.when}>${station.label}</text>`;
    })}`;
}

function day(entry, n, top, words) {
  const y = top + n * DAY;
  const label = entry.kind === "opens" ? `${words.opens}：${entry.label}` : entry.label;
  return svg`<text x="0" y=${y + 4} class=${entry.kind}>${entry.day}</text>
    <circle cx=${LABEL - 12} cy=${y} r=${entry.kind === "today" ? 6 : 4} class=${entry.kind} />
    <text x=${LABEL} y=${y + 4} class=${entry.kind}>${label}</text>`;
}

/** @param card the `next` card; @param words the page's texts. The picture says in words what it shows. */
export function picture(card, words) {
  const rows = Math.max(0, ...card.lanes.map((l) => l.stations.length));
  const top = rows ? TOP + rows * ROW + 22 : 12;
  const height = top + card.days.length * DAY;
  const line = card.days.length > 1
    ? svg`<line x1=${LABEL - 12} y1=${top} x2=${LABEL - 12} y2=${top + (card.days.length - 1) * DAY} class="axis" />` : "";
  return svg`<svg viewBox="0 0 340 ${height}" role="img" aria-label=${card.summary} class="picture" xmlns="http://www.w3.org/2000/svg">
    ${card.lanes.map(lane)}${line}${card.days.map((entry, n) => day(entry, n, top, words))}</svg>`;
}
