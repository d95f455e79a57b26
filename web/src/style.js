import { css } from "lit";

export const styles = css`
  :host { display: block; height: 100%; }
  .page {
    --ground: #f3f5f4; --paper: #ffffff; --ink: #1b2420; --soft: #51605a; --line: #c9d2ce; --accent: #0b6b4f; --on: #ffffff;
    --mine: #d7f0e4; --warn: #9b2c1f;
    display: flex; flex-direction: column; height: 100vh; height: 100dvh; max-width: 46rem; margin: 0 auto; position: relative;
    background: var(--ground); color: var(--ink); font-size: var(--scale); line-height: 1.6; overflow-wrap: anywhere;
  }
  .page.dark {
    --ground: #121715; --paper: #1e2623; --ink: #e6ece9; --soft: #a9b7b1; --line: #3a4742; --accent: #5fd0a6; --on: #0c1411;
    --mine: #17402f; --warn: #ff9d8f;
  }
  h1, h2, p, ol, ul, figure, blockquote, fieldset { margin: 0; padding: 0; border: 0; }
  header { display: flex; justify-content: space-between; align-items: center; gap: .75em; padding: .6em .9em; background: var(--paper); border-bottom: 1px solid var(--line); }
  h1 { font-size: 1.1em; }
  header p { font-size: .85em; color: var(--soft); line-height: 1.35; }
  button, .button { font: inherit; min-height: 44px; padding: .35em .9em; border-radius: 22px; border: 1px solid var(--accent); background: var(--paper); color: var(--accent); cursor: pointer; }
  header button { flex: none; white-space: nowrap; }
  .button { display: inline-flex; align-items: center; box-sizing: border-box; margin-top: .5em; text-decoration: none; }
  button:focus-visible, .button:focus-visible, textarea:focus-visible, summary:focus-visible, .log:focus-visible, input:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  button[disabled] { opacity: .6; cursor: default; }
  main { display: flex; flex-direction: column; flex: 1; min-height: 0; }
  .log { flex: 1; overflow-y: auto; padding: .8em; display: flex; flex-direction: column; gap: .6em; position: relative; overscroll-behavior: contain; }
  .log::after { content: ""; min-height: 20vh; }
  .day { align-self: center; font-size: .8em; color: var(--soft); }
  .bubble { max-width: 88%; padding: .6em .85em; border-radius: 14px; background: var(--paper); align-self: flex-start; box-sizing: border-box; border: 1px solid var(--line); }
  .bubble.user { align-self: flex-end; background: var(--mine); }
  .bubble.card { width: 88%; }
  .bubble h2 { font-size: 1em; margin-bottom: .25em; }
  .bubble p + p { margin-top: .35em; }
  .bubble ol, .bubble ul { padding-left: 1.4em; }
  .bubble li { margin: .2em 0; }
  .text, blockquote { white-space: pre-wrap; unicode-bidi: isolate; }
  blockquote { border-left: 3px solid var(--accent); padding-left: .7em; margin: .3em 0; }
  .who { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  time, .small, .sources, figcaption { font-size: .85em; color: var(--soft); }
  time { display: block; margin-top: .2em; font-size: .75em; }
  summary { cursor: pointer; min-height: 32px; display: list-item; padding: .2em 0; }
  figure { margin: .4em 0; }
  .picture { width: 100%; max-width: 26rem; font-size: 12px; fill: var(--ink); }
  .picture text.head, .picture text.now, .picture text.today { font-weight: 700; }
  .picture text.past, .picture text.next { fill: var(--soft); }
  .picture circle { stroke: var(--accent); stroke-width: 2; fill: var(--paper); }
  .picture circle.now, .picture circle.today, .picture circle.past { fill: var(--accent); }
  .picture circle.next { stroke-dasharray: 2 2; }
  .picture circle.opens { stroke: var(--warn); }
  .picture line { stroke: var(--accent); stroke-width: 2; }
  .picture line.next, .picture line.axis { stroke: var(--line); }
  .picture line.next { stroke-dasharray: 3 3; }
  legend { padding: 0; }
  .tick { display: flex; gap: .6em; align-items: flex-start; min-height: 44px; padding: .35em 0; box-sizing: border-box; }
  .tick input { width: 22px; height: 22px; margin: .1em 0 0; flex: none; accent-color: var(--accent); }
  .replies { display: flex; flex-wrap: wrap; gap: .45em; }
  .typing { display: flex; gap: 5px; padding: 1em; }
  .typing span { width: 7px; height: 7px; border-radius: 50%; background: var(--soft); animation: hop 1s infinite; }
  .typing span:nth-child(2) { animation-delay: .15s; } .typing span:nth-child(3) { animation-delay: .3s; }
  @keyframes hop { 30% { transform: translateY(-5px); } }
  @media (prefers-reduced-motion: reduce) { .typing span { animation: none; } }
  .notice { font-size: .9em; color: var(--warn); padding: 0 .9em; min-height: 0; }
  .resend { color: var(--warn); border-color: var(--warn); display: block; margin-top: .4em; font-size: .9em; text-align: left; }
  main > form { display: flex; gap: .5em; padding: .6em .7em calc(.6em + env(safe-area-inset-bottom)); background: var(--paper); border-top: 1px solid var(--line); }
  textarea { flex: 1; min-width: 0; min-height: 44px; max-height: 8em; box-sizing: border-box; padding: .5em .7em; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--soft); border-radius: 14px; resize: none; field-sizing: content; }
  textarea::placeholder { color: var(--soft); opacity: 1; }
  main > form > button { background: var(--accent); color: var(--on); flex: none; }
  .menu { position: absolute; z-index: 2; right: .6em; top: 4em; display: grid; gap: .4em; padding: .7em; background: var(--paper); border: 1px solid var(--line); border-radius: 14px; box-shadow: 0 6px 24px rgb(0 0 0 / .2); max-width: min(20em, 92%); box-sizing: border-box; }
  .ask { display: grid; gap: .4em; } .danger { color: var(--warn); border-color: var(--warn); }
`;
