// <script src="https://…/chat/embed.js" async></script> puts a button on any page; it opens the chat in a frame.
// Settings on the tag: data-side (left | right), data-label, data-color, data-open, data-say. On the page: window.tuika.
(() => {
  // however often the tag stands on the page, there is one button
  if (window.tuika) return;
  const tag = document.currentScript, home = new URL(".", tag.src), given = tag.dataset;
  const words = JSON.parse("__WORDS__"); // filled in by the server from channels/texts.yaml
  const label = given.label || words.title, side = given.side === "left" ? "left" : "right";
  const COLOUR = "#0b6b4f", colour = CSS.supports("color", given.color || "") ? given.color : COLOUR;
  const WAIT = 4000, TOP = 2147483000;
  const host = document.createElement("div"), root = host.attachShadow({ mode: "open" });
  const phone = matchMedia("(max-width: 479px), (max-height: 479px)");
  const make = (name, rules, more) => { const e = Object.assign(document.createElement(name), more); Object.assign(e.style, rules); return e; };

  const button = make("button", { position: "fixed", [side]: "16px", bottom: "16px", zIndex: TOP, padding: "12px 18px", minHeight: "48px", border: "2px solid #fff",
    borderRadius: "24px", background: colour, color: "#fff", font: "16px system-ui, sans-serif", cursor: "pointer" }, { type: "button", textContent: label });
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-label", label === words.title ? words.open : label);
  let box = null, frame = null, ready = false, waiting = null, draft = given.say || "";

  const tell = (name) => window.dispatchEvent(new CustomEvent(`tuika:${name}`));
  const isOpen = () => box !== null && box.style.display !== "none";
  const write = () => { if (draft && ready) { frame.contentWindow.postMessage({ tuika: "say", text: draft }, home.origin); draft = ""; } };

  function build() {
    box = make("div", { position: "fixed", zIndex: TOP + 1, background: "#fff", boxSizing: "border-box", flexDirection: "column", overflow: "hidden", display: "none" });
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", words.title);
    const shut = make("button", { alignSelf: "flex-end", minHeight: "44px", minWidth: "44px", border: "0", background: "transparent", color: "#1b2420",
      font: "16px system-ui, sans-serif", cursor: "pointer" }, { type: "button", textContent: `${words.close} \u00d7` });
    shut.addEventListener("click", close);
    frame = make("iframe", { flex: "1", width: "100%", border: "0", minHeight: "0" }, { src: home.href, title: words.title, allow: "clipboard-write" });
    box.append(shut, frame);
    box.addEventListener("keydown", (e) => { if (e.key === "Escape") close(); });
    root.append(box);
    // a site that is not registered gets no page at all; the browser tells nobody, so the silence is what tells
    waiting = setTimeout(() => { if (!ready) refused(); }, WAIT);
  }

  function refused() {
    const note = make("p", { padding: "16px", margin: "0", font: "16px/1.6 system-ui, sans-serif", color: "#1b2420" }, { textContent: words.not_registered });
    note.setAttribute("role", "alert");
    note.append(make("a", { display: "inline-block", padding: "12px 0", color: COLOUR }, { href: home.href, target: "_blank", rel: "noopener", textContent: words.title }));
    frame.replaceWith(note);
    tell("refused");
  }

  function place() {
    if (!box) return;
    const full = phone.matches;
    Object.assign(box.style, full
      ? { inset: "0", width: "100%", height: "100%", border: "0", borderRadius: "0" }
      : { inset: "auto", [side]: "16px", bottom: "76px", width: "min(400px, calc(100vw - 32px))", height: "min(680px, calc(100vh - 96px))", border: "1px solid #9aa8a2", borderRadius: "14px" });
    button.style.visibility = full && isOpen() ? "hidden" : "visible";
  }

  function open() {
    if (isOpen()) return;
    if (!box) build();
    box.style.display = "flex";
    place();
    button.setAttribute("aria-expanded", "true");
    frame.focus();
    write();
    tell("open");
  }

  function close() {
    if (!isOpen()) return;
    box.style.display = "none";
    place();
    button.setAttribute("aria-expanded", "false");
    button.focus();
    tell("close");
  }

  /** Open the chat with `text` in its box; sending it is up to the user. */
  function say(text) {
    draft = String(text);
    open();
    write();
  }

  window.addEventListener("message", (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== home.origin) return;
    const what = event.data && event.data.tuika;
    if (what === "ready") { ready = true; clearTimeout(waiting); write(); }
    if (what === "close") close();
    if (what === "plan" || what === "answer") tell(what);
  });
  phone.addEventListener("change", place);
  button.addEventListener("click", () => (isOpen() ? close() : open()));
  root.append(button);
  window.tuika = Object.freeze({ open, close, say });
  const begin = () => { document.body.append(host); if (given.open !== undefined && given.open !== "no") open(); tell("ready"); };
  if (document.body) begin(); else document.addEventListener("DOMContentLoaded", begin);
})();
