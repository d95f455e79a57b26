// The chat: a log of bubbles, quick replies, a box to write in, a menu. The server decides; this shows and sends.
import { LitElement, html, nothing } from "lit";
import * as api from "./api.js";
import { render as card } from "./cards.js";
import { styles } from "./style.js";

const settings = JSON.parse(document.getElementById("settings").textContent);
const nonce = document.getElementById("settings").dataset.nonce;
const words = settings.texts;
const ZONE = "Asia/Shanghai";
const clock = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: ZONE });
const dayOf = new Intl.DateTimeFormat("zh-CN", { month: "long", day: "numeric", weekday: "short", timeZone: ZONE });
const SIZES = ["100%", "118%", "138%"];
const seconds = () => Date.now() / 1000;

// Browsers without constructable style sheets get a style element, which the policy allows by its nonce.
window.litNonce = nonce;

class TuikaChat extends LitElement {
  static styles = styles;
  static properties = {
    messages: { state: true }, busy: { state: true }, draft: { state: true }, notice: { state: true },
    menu: { state: true }, asking: { state: true }, size: { state: true }, dark: { state: true },
  };

  constructor() {
    super();
    this.messages = [this.welcome()];
    this.busy = false;
    this.draft = "";
    this.notice = "";
    this.menu = this.asking = false;
    this.size = Number(api.keep.get("tuika.size")) || 0;
    const stored = api.keep.get("tuika.dark");
    this.dark = stored === null ? matchMedia("(prefers-color-scheme: dark)").matches : stored === "yes";
    this.tabs = "BroadcastChannel" in window ? new BroadcastChannel("tuika") : null;
  }

  welcome() {
    return { role: "bot", text: `${words.welcome}\n${words.privacy}`, replies: settings.menu };
  }

  connectedCallback() {
    super.connectedCallback();
    this.restore();
    this.tabs?.addEventListener("message", () => this.restore());
    window.addEventListener("offline", () => { this.notice = words.offline; });
    window.addEventListener("online", () => { this.notice = words.online; this.again(); });
    window.addEventListener("keydown", (e) => { if (e.key === "Escape") this.shut(); });
  }

  /** Show what was said before, and what was on its way when the page was closed. */
  async restore() {
    if (this.busy) return;
    try {
      const said = await api.history();
      this.messages = [this.welcome(), ...(said ?? [])];
    } catch (error) {
      this.notice = error.status === 0 ? words.offline : error.message;
    }
    const waiting = api.pending();
    if (waiting && !this.messages.some((m) => m.id === waiting.id)) {
      this.messages = [...this.messages, { role: "user", ...waiting, text: waiting.label || waiting.text, sent: waiting, time: seconds() }];
      await this.deliver(waiting);
    } else if (waiting) {
      api.forgetPending();
    }
  }

  say(text, label) {
    if (this.busy) return;
    const clean = text.trim();
    if (!clean) { this.notice = words.nothing_to_send; return; }
    const message = { id: api.newId(), text: clean, ...(label && { label }) };
    this.messages = [...this.messages.filter((m) => !m.failed), { role: "user", text: label || clean, id: message.id, sent: message, time: seconds() }];
    this.deliver(message);
  }

  async deliver(message) {
    this.busy = true;
    this.notice = "";
    try {
      const { messages, erased } = await api.send(message, message.text === words.erase_yes);
      if (erased) this.forget();
      else {
        this.messages = [...this.messages, ...messages];
        this.tabs?.postMessage("said");
      }
    } catch (error) {
      if (error.status && error.status < 500 && error.status !== 429) api.forgetPending();
      if (error.status === 401) api.keep.drop("tuika.token");
      const failed = { failed: true, why: error.status === 0 ? words.offline : error.message };
      this.messages = this.messages.map((m) => (m.id === message.id ? { ...m, ...failed } : m));
    } finally {
      this.busy = false;
      this.focusBox();
    }
  }

  /** Send again what was not delivered, with the same id: the server answers it once. */
  again() {
    const failed = this.messages.find((m) => m.failed);
    if (!failed || this.busy) return;
    this.messages = this.messages.map((m) => (m === failed ? { ...m, failed: false } : m));
    this.deliver(failed.sent);
  }

  async erase() {
    try {
      await api.erase();
      this.forget();
    } catch (error) {
      this.notice = error.status ? error.message : words.erase_failed;
    }
    this.shut();
  }

  /** The server has erased the conversation: so does this page, and every other of this browser. */
  forget() {
    this.messages = [this.welcome()];
    this.notice = words.erased;
    this.tabs?.postMessage("erased");
  }

  shut() { this.menu = this.asking = false; }

  updated(changed) {
    this.style.setProperty("--scale", SIZES[this.size]);
    if (changed.has("messages") || changed.has("busy")) {
      // the beginning of the newest answer, not its end: it may be longer than the screen
      const log = this.renderRoot.querySelector(".log");
      const all = [...log.querySelectorAll(".bubble.user")];
      const last = all[all.length - 1];
      log.scrollTop = last ? last.offsetTop - 12 : 0;
    }
    if (changed.has("asking") && this.asking) this.renderRoot.querySelector("#keep").focus();
  }

  focusBox() {
    if (matchMedia("(pointer: fine)").matches) this.renderRoot.querySelector("textarea")?.focus();
  }

  tools = {
    words,
    copy: async (text, button) => {
      const done = await copied(text);
      button.textContent = done ? words.copied : words.copy_failed;
      setTimeout(() => { button.textContent = words.copy; }, 2500);
    },
    tick: (event, { items }) => {
      event.preventDefault();
      const boxes = [...new FormData(event.target).keys()];
      const have = items.filter((item) => boxes.includes(item.id) && !item.have);
      if (!have.length) return;
      this.say(`/evidence${JSON.stringify({ have: have.map((i) => i.id).join(",") })}`, `${words.ticks}：${have.map((i) => i.text.split("（")[0]).join("、")}`.slice(0, 60));
    },
  };

  bubble(message, n) {
    const shown = message.role === "bot" ? card(message, this.tools) : null;
    const earlier = this.messages[n - 1];
    const day = message.time && dayOf.format(message.time * 1000);
    const newDay = day && day !== (earlier?.time && dayOf.format(earlier.time * 1000));
    return html`${newDay ? html`<div class="day">${day}</div>` : nothing}
      <div class="bubble ${message.role} ${shown ? "card" : ""}">
        <span class="who">${message.role === "user" ? words.you : words.bot}</span>
        ${shown ?? html`<p class="text" dir="auto">${message.text}</p>`}
        ${message.time ? html`<time datetime=${new Date(message.time * 1000).toISOString()}>${clock.format(message.time * 1000)}</time>` : nothing}
        ${message.failed ? html`<button type="button" class="resend" @click=${this.again}>${message.why} ${words.resend}</button>` : nothing}
      </div>`;
  }

  replies() {
    const last = this.messages[this.messages.length - 1];
    if (this.busy || last?.role !== "bot" || !last.replies?.length) return nothing;
    return html`<div class="replies" role="group" aria-label=${words.replies}>
      ${last.replies.map((r) => html`<button type="button" @click=${() => this.say(r.payload, r.label)}>${r.label}</button>`)}</div>`;
  }

  settings() {
    if (!this.menu) return nothing;
    return html`<div class="menu" id="menu">
      <button type="button" @click=${() => { this.shut(); this.say("/restart", words.restart); }}>${words.restart}</button>
      <button type="button" @click=${() => { this.size = (this.size + 1) % SIZES.length; api.keep.set("tuika.size", String(this.size)); }}>${words.text_size} ${this.size + 1}/${SIZES.length}</button>
      <button type="button" @click=${() => { this.dark = !this.dark; api.keep.set("tuika.dark", this.dark ? "yes" : "no"); }}>${this.dark ? words.light : words.theme}</button>
      <button type="button" @click=${() => { this.asking = true; }}>${words.erase}</button>
      ${this.asking ? html`<div role="alertdialog" aria-label=${words.erase} class="ask"><p>${words.erase_ask}</p>
        <button type="button" class="danger" @click=${this.erase}>${words.erase_yes}</button>
        <button type="button" id="keep" @click=${this.shut}>${words.cancel}</button></div>` : nothing}
    </div>`;
  }

  keys(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.submit(event); }
  }

  submit(event) {
    event.preventDefault();
    const box = this.renderRoot.querySelector("textarea");
    if (this.busy) return;
    this.say(box.value);
    box.value = "";
  }

  render() {
    return html`<div class="page ${this.dark ? "dark" : ""}">
      <header><div><h1>${words.title}</h1><p>${words.tagline}</p></div>
        <button type="button" aria-expanded=${this.menu} aria-controls="menu" @click=${() => { this.menu = !this.menu; this.asking = false; }}>${words.menu}</button></header>
      ${this.settings()}
      <main>
        <div class="log" role="log" aria-live="polite" aria-label=${words.log} tabindex="0">
          ${this.messages.map((m, n) => this.bubble(m, n))}
          ${this.busy ? html`<div class="bubble bot typing" aria-label=${words.typing}><span></span><span></span><span></span></div>` : nothing}
          ${this.replies()}
        </div>
        <p class="notice" role="status">${this.notice}</p>
        <form @submit=${this.submit}>
          <textarea rows="1" maxlength=${settings.limit} aria-label=${words.placeholder} placeholder=${words.placeholder} enterkeyhint="send" @keydown=${this.keys}></textarea>
          <button ?disabled=${this.busy}>${words.send}</button>
        </form>
      </main></div>`;
  }
}

/** Put `text` on the clipboard; the old way where the page is not served securely or sits in WeChat's browser. */
async function copied(text) {
  try { await navigator.clipboard.writeText(text); return true; } catch { /* the old way */ }
  const box = document.createElement("textarea");
  box.value = text;
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  return done;
}

customElements.define("tuika-chat", TuikaChat);
