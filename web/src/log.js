// The log: what was said as a list, with what can be done under each bubble of the newest turn.
import { html, nothing } from "lit";
import { render as card } from "./cards.js";
import { actions, linked } from "./links.js";
import { returning } from "./return.js";
import { can as canRead } from "./speak.js";
import { settings, words } from "./settings.js";

const ZONE = "Asia/Shanghai";
const clock = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: ZONE });
const dayOf = new Intl.DateTimeFormat("zh-CN", { month: "long", day: "numeric", weekday: "short", timeZone: ZONE });
const minute = (message) => (message?.time ? Math.floor(message.time / 60) : null);

/** Where the newest turn of the bot begins: what it said last, without the user having had another answer since. */
export function newestTurn(messages) {
  let end = messages.length;
  while (end > 0 && messages[end - 1].role === "user") end -= 1;
  let start = end;
  while (start > 0 && messages[start - 1].role !== "user") start -= 1;
  return { start, end };
}

/** What was tapped since the newest plan: these parts of it are not offered again. Answers to questions always are. */
export function fresh(replies, messages) {
  const planned = messages.map((m) => m.card?.kind).lastIndexOf("plan");
  const chosen = new Set(messages.slice(planned + 1).filter((m) => m.role === "user").map((m) => m.text));
  const left = replies.filter((r) => !chosen.has(r.label) || !settings.once.some((start) => r.payload.startsWith(start)));
  return left.length ? left : replies;
}

const taps = (replies, label, chat) => html`<div class="replies" role="group" aria-label=${label}>
  ${replies.map((r) => html`<button type="button" ?disabled=${chat.busy} @click=${() => chat.say(r.payload, r.label)}>${r.label}</button>`)}</div>`;

function bubble(message, n, chat, turn) {
  const isBot = message.role !== "user", { messages } = chat;
  const kind = message.card?.kind, earlier = messages[n - 1], later = messages[n + 1];
  // the steps are folded into the next step, which so stands right below the answer
  if (kind === "steps" && later?.card?.kind === "next" && !message.replies?.length) return nothing;
  const steps = kind === "next" && earlier?.card?.kind === "steps" ? earlier : null;
  const tools = { ...chat.tools, steps, links: message.links, busy: chat.busy, t: (text) => linked(text, message.links, chat.tools) };
  const shown = isBot ? card(message, tools) : null;
  const day = message.time && dayOf.format(message.time * 1000);
  const newDay = day && day !== (earlier?.time && dayOf.format(earlier.time * 1000));
  // the time once a minute, under the last of what was said in it
  const showsTime = message.time && !(later && later.role === message.role && minute(later) === minute(message));
  const isNewest = n >= turn.start && n < turn.end;
  // each number once a turn, where it is named first; what is folded keeps its own
  const named = new Set(messages.slice(turn.start, n).filter((m) => m.card?.kind !== "steps").flatMap((m) => m.links ?? []).map((l) => l.text));
  const links = (message.links ?? []).filter((l) => isNewest && !named.has(l.text));
  return html`${newDay ? html`<li class="day">${day}</li>` : nothing}
    <li class="bubble ${message.role} ${shown ? `card card-${kind}` : ""}">
      <span class="who">${isBot ? words.bot : words.you}：</span>
      ${shown ?? html`<p class="text" dir="auto">${isBot ? tools.t(message.text) : message.text}</p>`}
      ${isBot && kind !== "steps" ? actions(links, tools) : nothing}
      ${showsTime ? html`<time datetime=${new Date(message.time * 1000).toISOString()}>${clock.format(message.time * 1000)}</time>` : nothing}
      ${message.failed ? html`<button type="button" class="resend" @click=${chat.again}>${message.why} ${words.resend}</button>` : nothing}
    </li>
    ${isNewest && message.replies?.length ? html`<li class="under">${taps(fresh(message.replies, messages), words.replies, chat)}</li>` : nothing}`;
}

/** Under the newest turn: did the call go through, read it aloud, was it of use. */
function after(chat, turn) {
  if (chat.busy || turn.end !== chat.messages.length || turn.end <= turn.start) return nothing;
  const { thumb } = chat;
  const vote = (value, label) => html`<button type="button" class="quiet" aria-pressed=${thumb === value} @click=${() => chat.vote(value)}>${label}</button>`;
  return html`${chat.called ? html`<li class="under"><p id="called">${words.called.replace("{number}", chat.called)}</p>${taps(settings.calls, words.called.replace("{number}", chat.called), chat)}</li>` : nothing}
    <li class="under tools">${canRead() ? html`<button type="button" class="quiet" aria-pressed=${chat.reading} @click=${() => chat.readTurn(turn)}>${chat.reading ? words.hush : words.read}</button>` : nothing}
      ${vote("up", words.up)}${vote("down", words.down)}${thumb ? html`<span class="small" role="status">${words.thanks}</span>` : nothing}</li>`;
}

export function log(chat) {
  const turn = newestTurn(chat.messages);
  return html`<ul class="said" role="list">${chat.messages.map((m, n) => bubble(m, n, chat, turn))}
    ${chat.busy ? html`<li class="bubble bot typing"><b class="who">${words.typing}</b><span></span><span></span><span></span></li>` : nothing}
    ${chat.back ? returning(chat) : after(chat, turn)}</ul>`;
}

/** The talk as plain text, for saving. */
export function asText(messages) {
  return messages.map((m) => `${m.role === "user" ? words.you : words.bot}${m.time ? `（${dayOf.format(m.time * 1000)} ${clock.format(m.time * 1000)}）` : ""}：\n${m.text}\n`).join("\n");
}
