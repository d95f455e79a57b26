// What the server put into the page: texts, the menu, limits. One place to read it from.
const block = document.getElementById("settings");

export const settings = JSON.parse(block.textContent);
export const nonce = block.dataset.nonce;
export const words = settings.texts;
