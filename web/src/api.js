// The conversation with the server: one token a browser, one id a message, so that sending again is never a second turn.
const TOKEN = "tuika.token";
const PENDING = "tuika.pending";
const BASE = new URL("api/", document.baseURI).pathname;
const SECONDS = 30;

/** Storage that some browsers refuse (private mode, blocked third-party frames); then the page remembers by itself. */
const memory = new Map();
export const keep = {
  get(name) {
    try { return localStorage.getItem(name) ?? memory.get(name) ?? null; } catch { return memory.get(name) ?? null; }
  },
  set(name, value) {
    memory.set(name, value);
    try { localStorage.setItem(name, value); } catch { /* remembered until the page is closed */ }
  },
  drop(name) {
    memory.delete(name);
    try { localStorage.removeItem(name); } catch { /* nothing was stored */ }
  },
};

/** What the server refused, with a text for the user. `status` 0: it was not reached. */
export class Refusal extends Error {
  constructor(status, text) { super(text ?? ""); this.status = status; }
}

async function call(method, path, body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), SECONDS * 1000);
  try {
    const token = keep.get(TOKEN);
    const headers = { ...(body && { "Content-Type": "application/json" }), ...(token && { Authorization: `Bearer ${token}` }) };
    const answer = await fetch(BASE + path, { method, headers, body: body && JSON.stringify(body), signal: stop.signal, cache: "no-store" });
    const data = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Refusal(answer.status, data.error);
    return data;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(0);
  } finally {
    clearTimeout(timer);
  }
}

export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}

/**
 * Send a message {id, text, label?}; {messages, erased}: the bot's, and whether the conversation was erased by it.
 * It is pending until an answer has come. A token whose conversation is no more is put away and the message begins
 * anew; unless the message was the word that erases (`erasing`), sent again because its answer was lost.
 */
export async function send(message, erasing) {
  keep.set(PENDING, JSON.stringify(message));
  const known = keep.get(TOKEN);
  if (!known) keep.set(TOKEN, (await call("POST", "start")).token);
  let answer;
  try {
    answer = await call("POST", "message", message);
  } catch (error) {
    if (error.status !== 401 || !known) throw error;
    if (erasing) { keep.drop(TOKEN); keep.drop(PENDING); return { messages: [], erased: true }; }
    keep.set(TOKEN, (await call("POST", "start")).token);
    answer = await call("POST", "message", message);
  }
  keep.drop(PENDING);
  if (answer.erased) keep.drop(TOKEN);
  return { messages: answer.messages, erased: Boolean(answer.erased) };
}

/** The message that was on its way when the page was closed, if any. */
export function pending() {
  try { return JSON.parse(keep.get(PENDING)); } catch { return null; }
}

export function forgetPending() { keep.drop(PENDING); }

/** What has been said before in this browser; null where nothing is there or the server no longer knows it. */
export async function history() {
  if (!keep.get(TOKEN)) return null;
  try {
    return (await call("GET", "history")).messages;
  } catch (error) {
    if (error.status === 401) { keep.drop(TOKEN); return null; }
    throw error;
  }
}

/** Delete the conversation on the server, then here. */
export async function erase() {
  if (keep.get(TOKEN)) await call("DELETE", "conversation").catch((error) => { if (error.status !== 401) throw error; });
  keep.drop(TOKEN);
  keep.drop(PENDING);
}

/** Whether the newest answer was of use: "up" or "down". Only counted. */
export function vote(thumb) { return call("POST", "thumb", { thumb }); }

/** {code, minutes}: a code that opens this talk elsewhere. */
export function code() { return call("POST", "code", {}); }

/** Go on with the talk that the code stands for. */
export async function resume(given) {
  const { token } = await call("POST", "resume", { code: given });
  keep.set(TOKEN, token);
  keep.drop(PENDING);
}

/** Whether something was said in this browser. */
export function begun() { return keep.get(TOKEN) !== null; }
