// The case as a picture: the lanes of the state machine side by side, below them the days.
import { svg } from "lit";

const WIDTH = 296, COLUMN = 99, ROW = 26, TOP = 24, DAY = 40, DOT = 8, LABEL = 24;

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
  const when = entry.kind === "opens" ? `${entry.day}${words.opens}` : entry.day;
  return svg`<circle cx=${DOT} cy=${y} r=${entry.kind === "today" ? 6 : 4.5} class=${entry.kind} />
    <text x=${LABEL} y=${y + 4} class="${entry.kind} head">${when}</text>
    <text x=${LABEL} y=${y + 20} class=${entry.kind}>${entry.label}</text>`;
}

/** @param card the `next` card; @param words the page's texts. The picture says in words what it shows. */
export function picture(card, words) {
  const rows = Math.max(0, ...card.lanes.map((l) => l.stations.length));
  const top = rows ? TOP + rows * ROW + 22 : 12;
  const height = top + card.days.length * DAY;
  const line = card.days.length > 1
    ? svg`<line x1=${DOT} y1=${top} x2=${DOT} y2=${top + (card.days.length - 1) * DAY} class="axis" />` : "";
  return svg`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label=${card.summary} class="picture" xmlns="http://www.w3.org/2000/svg">
    ${card.lanes.map(lane)}${line}${card.days.map((entry, n) => day(entry, n, top, words))}</svg>`;
}
