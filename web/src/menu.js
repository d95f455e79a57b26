// The menu: start over, type size, colours, reading aloud, saving and printing, erasing.
import { html, nothing } from "lit";
import { resume } from "./resume.js";
import { can as canRead } from "./speak.js";
import { words } from "./settings.js";

export const SIZES = ["112.5%", "137.5%", "162.5%", "187.5%"];

/** @param chat the page; its methods do what the buttons say. */
export function menu(chat) {
  if (!chat.menu) return nothing;
  const item = (label, act) => html`<button type="button" @click=${act}>${label}</button>`;
  return html`<section class="menu" id="menu" aria-label=${words.menu}>
    ${item(words.restart, () => { chat.shut(); chat.say("/restart", words.restart); })}
    <div class="sizes" role="group" aria-label=${words.text_size}>${SIZES.map((_, n) => html`<button type="button"
      aria-pressed=${n === chat.size} aria-label=${`${words.text_size} ${n + 1}/${SIZES.length}`} @click=${() => chat.resize(n)}>${words.letter}</button>`)}</div>
    ${item(chat.dark ? words.light : words.theme, () => chat.recolour())}
    ${canRead() ? html`<button type="button" aria-pressed=${chat.aloud} @click=${() => chat.readAloud()}>${words.aloud}</button>` : nothing}
    ${item(words.print_all, () => { chat.shut(); chat.updateComplete.then(() => window.print()); })}
    ${item(words.save_all, (e) => chat.save(e.currentTarget))}
    ${resume(chat)}
    ${item(words.erase, () => { chat.asking = true; })}
    ${chat.asking ? html`<div role="alertdialog" aria-label=${words.erase} class="ask"><p>${words.erase_ask}</p>
      <button type="button" class="danger" @click=${chat.erase}>${words.erase_yes}</button>
      <button type="button" id="keep" @click=${() => chat.shut(true)}>${words.cancel}</button></div>` : nothing}
  </section>`;
}
