// What the device can do with a text: put it on the clipboard, save it as a file, print one part of the page.

/** Put `text` on the clipboard; the old way where the page is not served securely or sits in WeChat's browser. */
export async function copied(text) {
  try { await navigator.clipboard.writeText(text); return true; } catch { /* the old way */ }
  const box = document.createElement("textarea");
  box.value = text;
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  return done;
}

/** WeChat's own browser blocks downloads. */
export const downloads = !navigator.userAgent.includes("MicroMessenger");

export function download(name, text) {
  const address = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** Print `part` alone, by the browser's own print, which can also save it as PDF. */
export function printPart(page, part) {
  page.classList.add("one");
  part.classList.add("printed");
  const over = () => { page.classList.remove("one"); part.classList.remove("printed"); };
  window.addEventListener("afterprint", over, { once: true });
  window.print();
}

/** A box that grows with what is written, where the browser does not do it by itself. */
export function grow(box) {
  if (CSS.supports("field-sizing", "content")) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
}
