// Going on with the talk elsewhere: a code to take along, a box to fill one in.
import { html, nothing } from "lit";
import * as api from "./api.js";
import { words } from "./settings.js";

let given = null, trouble = "";

async function attempt(chat, act) {
  trouble = "";
  try { await act(); } catch (error) { trouble = error.status ? error.message : words.offline; }
  chat.requestUpdate();
}

export function resume(chat) {
  const give = () => attempt(chat, async () => { 
    given = await api.code();
    chat.requestUpdate();
    await chat.updateComplete;
    chat.renderRoot.querySelector(".code")?.scrollIntoView({ block: "center" });
  });
  const take = (event) => {
    event.preventDefault();
    const box = event.target.querySelector("input");
    return attempt(chat, async () => {
      await api.resume(box.value);
      given = null;
      chat.shut(true);
      await chat.restore();
    });
  };
  return html`<details class="resume"><summary>${words.resume}</summary>
    ${api.begun() ? html`<button type="button" @click=${give}>${words.resume_give}</button>` : nothing}
    ${given ? html`<output class="code">${given.code.slice(0, 4)} ${given.code.slice(4)}</output><p class="small">${words.resume_given.replace("{minutes}", given.minutes)}</p>` : nothing}
    <form @submit=${take}><label>${words.resume_code}<input type="text" required maxlength="12" autocomplete="off" autocapitalize="characters"></label>
      ${api.begun() ? html`<p class="small">${words.resume_warn}</p>` : nothing}<button>${words.resume_take}</button></form>
    <p class="notice" role="alert">${trouble}</p></details>`;
}

/** Codes are not left lying about when the menu closes. */
export function forgetCode() { given = null; trouble = ""; }
