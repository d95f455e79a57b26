// The chat: a log of bubbles, quick replies, a box to write in, a menu. The server decides; this shows and sends.
import { LitElement, html } from "lit";
import * as api from "./api.js";
import { bar } from "./bar.js";
import { copied, download, downloads, grow, printPart } from "./device.js";
import { asText, log } from "./log.js";
import { SIZES, menu } from "./menu.js";
import { forgetCode } from "./resume.js";
import { since } from "./return.js";
import { nonce, settings, words } from "./settings.js";
import * as speak from "./speak.js";
import { styles } from "./style.js";
import { welcome } from "./welcome.js";

const seconds = () => Date.now() / 1000;

// Browsers without constructable style sheets get a style element, which the policy allows by its nonce.
window.litNonce = nonce;

class TuikaChat extends LitElement {
  static styles = styles;
  static properties = Object.fromEntries(["messages", "busy", "notice", "menu", "asking", "size", "dark", "aloud", "reading", "thumb", "called", "back"]
    .map((name) => [name, { state: true }]));

  constructor() {
    super();
    this.messages = [];
    this.busy = this.menu = this.asking = this.reading = false;
    this.notice = "";
    this.thumb = this.called = this.back = null;
    this.size = Math.min(Number(api.keep.get("tuika.size")) || 0, SIZES.length - 1);
    this.aloud = api.keep.get("tuika.aloud") === "yes";
    const stored = api.keep.get("tuika.dark");
    this.dark = stored === null ? matchMedia("(prefers-color-scheme: dark)").matches : stored === "yes";
    this.tabs = "BroadcastChannel" in window ? new BroadcastChannel("tuika") : null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.restore();
    this.tabs?.addEventListener("message", () => this.restore());
    window.addEventListener("offline", () => { this.notice = words.offline; });
    window.addEventListener("online", () => { this.notice = words.online; this.again(); });
    window.addEventListener("keydown", (e) => { if (e.key === "Escape") this.escape(); });
    window.addEventListener("pointerdown", (e) => { if (this.menu && !e.composedPath().some((n) => n.id === "menu" || n.id === "menu-button")) this.shut(); });
    window.addEventListener("message", (e) => this.fromHost(e));
    window.addEventListener("beforeprint", () => this.unfold());
    if (parent !== window) parent.postMessage({ tuika: "ready" }, "*");
  }

  /** Show what was said before, and what was on its way when the page was closed. */
  async restore() {
    if (this.busy) return;
    try {
      this.messages = (await api.history()) ?? [];
      this.back = since(this.messages, seconds());
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
    this.shut();
    this.deliver(message);
  }

  async deliver(message) {
    this.busy = true;
    this.notice = "";
    this.thumb = this.called = this.back = null;
    this.quiet();
    try {
      const { messages, erased } = await api.send(message, message.text === words.erase_yes);
      if (erased) this.forget();
      else {
        this.messages = [...this.messages, ...messages];
        this.tabs?.postMessage("said");
        if (this.aloud) this.speak(messages);
        if (parent !== window) this.tell(messages);
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
    this.messages = [];
    this.back = null;
    this.notice = words.erased;
    this.tabs?.postMessage("erased");
  }

  // ---- the menu -----------------------------------------------------------------------------------------------

  /** Close the menu; `back` gives the focus to the button that opened it. */
  shut(back = false) {
    const was = this.menu;
    this.menu = this.asking = false;
    forgetCode();
    if (back && was) this.renderRoot.querySelector("#menu-button").focus();
  }

  /** Escape closes the menu; where the page stands in another site's, then the chat. */
  escape() {
    if (this.menu) this.shut(true);
    else if (parent !== window) parent.postMessage({ tuika: "close" }, "*");
  }

  resize(size) {
    this.size = size;
    api.keep.set("tuika.size", String(size));
  }

  recolour() {
    this.dark = !this.dark;
    api.keep.set("tuika.dark", this.dark ? "yes" : "no");
  }

  readAloud() {
    this.aloud = !this.aloud;
    api.keep.set("tuika.aloud", this.aloud ? "yes" : "no");
    if (!this.aloud) this.quiet();
  }

  async save(button) {
    const text = asText(this.messages);
    if (downloads) { download("tuika.txt", text); this.shut(true); } else await this.tools.copy(text, button);
  }

  // ---- reading aloud, votes -----------------------------------------------------------------------------------

  speak(messages) {
    if (!speak.can()) return;
    this.reading = true;
    speak.read(messages.map((m) => m.text).join("\n"), () => { this.reading = false; });
  }

  quiet() { speak.hush(); this.reading = false; }

  readTurn({ start, end }) {
    if (this.reading) this.quiet();
    else this.speak(this.messages.slice(start, end));
  }

  vote(thumb) {
    this.thumb = thumb;
    api.vote(thumb).catch(() => { /* a vote that is lost costs nobody anything */ });
  }

  // ---- the site that the page stands in -----------------------------------------------------------------------

  fromHost(event) {
    if (parent === window || event.source !== parent || event.data?.tuika !== "say") return;
    // another site may write into the box, it never speaks in the user's name
    const box = this.renderRoot.querySelector("textarea");
    box.value = String(event.data.text ?? "").slice(0, settings.limit);
    grow(box);
    box.focus();
  }

  /** What the host may know: that there is a plan, never what was said. */
  tell(messages) {
    parent.postMessage({ tuika: messages.some((m) => m.card?.kind === "plan") ? "plan" : "answer" }, "*");
  }

  // ---- showing ------------------------------------------------------------------------------------------------

  updated(changed) {
    this.style.setProperty("--scale", SIZES[this.size]);
    if (changed.has("dark")) {
      document.documentElement.classList.toggle("dark", this.dark);
      document.documentElement.classList.toggle("light", !this.dark);
    }
    if (changed.has("messages") || changed.has("busy")) {
      // the beginning of the newest answer, not its end: it may be longer than the screen
      const box = this.renderRoot.querySelector(".log");
      const all = [...box.querySelectorAll(".bubble.user, .bubble.back")];
      const last = all[all.length - 1];
      box.scrollTop = last ? last.offsetTop - 12 : 0;
    }
    if (changed.has("asking") && this.asking) this.renderRoot.querySelector("#keep").focus();
    if (changed.has("menu") && this.menu && !this.asking) this.renderRoot.querySelector("#menu button").focus();
  }

  /** Bring the newest next step or progress into sight. */
  show(part) {
    const all = this.renderRoot.querySelectorAll(part === "progress" ? ".progress" : ".card-next");
    const last = all[all.length - 1];
    if (!last) return;
    this.renderRoot.querySelector(".log").scrollTop = last.offsetTop - 12;
    last.tabIndex = -1;
    last.focus({ preventScroll: true });
  }

  /** On paper nothing can be opened: everything that is folded is, until it is printed. */
  unfold() {
    const folded = [...this.renderRoot.querySelectorAll(".said details:not([open]):not(.sources)")];
    folded.forEach((details) => { details.open = true; });
    window.addEventListener("afterprint", () => folded.forEach((details) => { details.open = false; }), { once: true });
  }

  focusBox() {
    if (matchMedia("(pointer: fine)").matches) this.renderRoot.querySelector("textarea")?.focus();
  }

  tools = {
    copy: async (text, button) => {
      const before = button.textContent, done = await copied(text);
      button.textContent = done ? words.copied : words.copy_failed;
      setTimeout(() => { button.textContent = before; }, 2500);
    },
    days: (card) => card.days.filter((d) => d.kind === "due" || d.kind === "opens").map((d) => `${d.day}${d.kind === "opens" ? words.opens : ""}：${d.label}`).join("\n"),
    print: (part) => printPart(this.renderRoot.querySelector(".page"), part),
    redraw: () => this.requestUpdate(),
    called: (link) => { this.called = link.text; },
    say: (payload, label) => this.say(payload, label),
    tick: (event, { items }) => {
      event.preventDefault();
      const boxes = [...new FormData(event.target).keys()];
      const have = items.filter((i) => boxes.includes(i.id) && !i.have), gone = items.filter((i) => !boxes.includes(i.id) && i.have);
      if (!have.length && !gone.length) return;
      const ids = (list) => list.map((i) => i.id).join(","), names = (list) => list.map((i) => i.text.split("（")[0]).join("、");
      const facts = { ...(have.length && { have: ids(have) }), ...(gone.length && { undo: `have:${ids(gone)}` }) };
      const label = [...(have.length ? [`${words.ticks}：${names(have)}`] : []), ...(gone.length ? [`${words.unticks}：${names(gone)}`] : [])].join("；");
      this.say(`/evidence${JSON.stringify(facts)}`, label.slice(0, 60));
    },
  };

  keys(event) {
    // Chinese input methods use Enter to confirm a word
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) { event.preventDefault(); this.submit(event); }
  }

  submit(event) {
    event.preventDefault();
    const box = this.renderRoot.querySelector("textarea");
    if (this.busy) return;
    this.say(box.value);
    box.value = "";
    grow(box);
  }

  render() {
    const fresh = !this.messages.some((m) => m.role !== "user");
    return html`<div class="page ${this.dark ? "dark" : ""} ${this.size ? "elder" : ""} ${this.size > 1 ? "large" : ""}">
      <header><div><h1>${words.title}</h1><p>${words.tagline}</p></div>
        <button type="button" id="menu-button" aria-expanded=${this.menu} aria-controls="menu" @click=${() => { this.menu = !this.menu; this.asking = false; }}>${words.menu}</button></header>
      ${menu(this)}
      <main>
        <div class="log" role="log" aria-live="polite" aria-label=${words.log} tabindex="0">
          ${welcome(fresh, this.busy, (text, label) => this.say(text, label))}
          ${log(this)}
        </div>
        ${bar(this)}
        <p class="notice" role="status">${this.notice}</p>
        <form @submit=${this.submit}>
          <textarea rows="1" maxlength=${settings.limit} aria-label=${words.placeholder} placeholder=${this.size > 1 ? words.placeholder_short : words.placeholder} enterkeyhint="send" @keydown=${this.keys} @input=${(e) => grow(e.target)}></textarea>
          <button ?disabled=${this.busy}>${words.send}</button>
        </form>
      </main></div>`;
  }
}

customElements.define("tuika-chat", TuikaChat);
