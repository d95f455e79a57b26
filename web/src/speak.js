// Reading aloud by the browser's own voice, where it has one. Nothing leaves the device because of us.
export const can = () => "speechSynthesis" in window && "SpeechSynthesisUtterance" in window;

export function hush() { if (can()) speechSynthesis.cancel(); }

/** Read the text; `ended` is called when it is over or was stopped. A sentence at a time: long texts break off in Chrome. */
export function read(text, ended) {
  hush();
  const sentences = text.split("\n").filter((line) => line.trim());
  sentences.forEach((sentence, n) => {
    const spoken = new SpeechSynthesisUtterance(sentence);
    spoken.lang = "zh-CN";
    spoken.rate = 0.9;
    if (n === sentences.length - 1) spoken.onend = spoken.onerror = ended;
    speechSynthesis.speak(spoken);
  });
  if (!sentences.length) ended();
}
