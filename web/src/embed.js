// <script src="https://…/chat/embed.js" async></script> puts a button on any page; it opens the chat in a frame.
(() => {
  const home = new URL(".", document.currentScript.src);
  const words = JSON.parse("__WORDS__"); // filled in by the server from channels/texts.yaml
  const { open: OPEN, close: CLOSE, title: NAME } = words;
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const style = (element, rules) => Object.assign(element.style, rules);
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = NAME;
  button.setAttribute("aria-label", OPEN);
  button.setAttribute("aria-expanded", "false");
  style(button, { position: "fixed", right: "16px", bottom: "16px", zIndex: 2147483000, padding: "12px 18px", minHeight: "44px",
    border: "0", borderRadius: "24px", background: "#0b6b4f", color: "#fff", font: "16px system-ui, sans-serif", cursor: "pointer" });
  let frame = null;
  const toggle = () => {
    if (!frame) {
      frame = document.createElement("iframe");
      frame.src = home.href;
      frame.title = NAME;
      frame.allow = "clipboard-write";
      style(frame, { position: "fixed", right: "16px", bottom: "76px", zIndex: 2147483000, width: "min(400px, calc(100vw - 32px))",
        height: "min(680px, calc(100vh - 96px))", border: "1px solid #9aa8a2", borderRadius: "14px", background: "#fff", display: "none" });
      root.append(frame);
    }
    const open = frame.style.display === "none";
    frame.style.display = open ? "block" : "none";
    button.textContent = open ? "\u00d7" : NAME;
    button.setAttribute("aria-label", open ? CLOSE : OPEN);
    button.setAttribute("aria-expanded", String(open));
  };
  button.addEventListener("click", toggle);
  root.append(button);
  (document.body || document.documentElement).append(host);
})();
