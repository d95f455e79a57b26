import { css } from "lit";

export const styles = css`
  :host { display: block; height: 100%; }
  .page {
    --ground: #f3f5f4; --paper: #ffffff; --ink: #1b2420; --soft: #51605a; --line: #c9d2ce; --accent: #0b6b4f; --on: #ffffff;
    --mine: #d7f0e4; --warn: #9b2c1f; --target: 44px; --mark: #fff2b8; color-scheme: light;
    display: flex; flex-direction: column; height: 100vh; height: 100dvh; max-width: 46rem; margin: 0 auto; position: relative;
    background: var(--ground); color: var(--ink); font-size: var(--scale); line-height: 1.6; overflow-wrap: anywhere;
  }
  .page.dark {
    --ground: #121715; --paper: #1e2623; --ink: #e6ece9; --soft: #a9b7b1; --line: #3a4742; --accent: #5fd0a6; --on: #0c1411;
    --mine: #17402f; --warn: #ff9d8f; --mark: #5a4a10; color-scheme: dark;
  }
  .page.elder { --target: 60px; line-height: 1.5; }
  h1, h2, h3, p, ol, ul, li, figure, blockquote, fieldset { margin: 0; padding: 0; border: 0; }
  header { display: flex; justify-content: space-between; align-items: center; gap: .75em; padding: .5em .8em; background: var(--paper); border-bottom: 1px solid var(--line); }
  h1 { font-size: 1.1em; line-height: 1.3; }
  header p { font-size: .8em; color: var(--soft); line-height: 1.35; }
  button, .button { font: inherit; line-height: 1.3; min-height: var(--target); padding: .35em .9em; border-radius: calc(var(--target) / 2); border: 1px solid var(--accent); background: var(--paper); color: var(--accent); cursor: pointer; text-align: start; }
  header button { flex: none; white-space: nowrap; }
  .button { display: inline-flex; align-items: center; box-sizing: border-box; text-decoration: none; }
  .button.call { background: var(--accent); color: var(--on); }
  .quiet { border-color: var(--line); color: var(--soft); }
  [aria-pressed="true"] { background: var(--accent); color: var(--on); border-color: var(--accent); }
  :is(button, .button, textarea, summary, .log, input, a, .progress, .card-next):focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  button[disabled] { opacity: .6; cursor: default; }
  a { color: var(--accent); }
  /* the finger's target is larger than the word, the line is not */
  a.inline { padding: .7em .3em; margin: -.7em -.3em; }
  main { display: flex; flex-direction: column; flex: 1; min-height: 0; }
  .log { flex: 1; overflow-y: auto; padding: .7em; position: relative; overscroll-behavior: contain; }
  .said { display: flex; flex-direction: column; gap: .6em; list-style: none; margin-top: .6em; }
  .day { align-self: center; font-size: .8em; color: var(--soft); }
  .bubble { max-width: 92%; padding: .6em .8em; border-radius: 14px; background: var(--paper); align-self: flex-start; box-sizing: border-box; border: 1px solid var(--line); }
  .bubble.user { align-self: flex-end; background: var(--mine); }
  .bubble.card { width: 92%; }
  .bubble.back { border-color: var(--accent); }
  .bubble h2 { font-size: 1em; margin-bottom: .25em; }
  .bubble h3 { font-size: .9em; margin-top: .5em; }
  .bubble p + p, .bubble :is(details, .acts, blockquote, .replies, ul, ol, form) + :is(p, h2), .bubble blockquote + .acts { margin-top: .5em; }
  .bubble :is(ol, ul) { padding-left: 1.4em; }
  .bubble [role="list"], .bubble .rungs { padding-left: 0; list-style: none; }
  .bubble li { margin: .2em 0; }
  .text, blockquote { white-space: pre-wrap; unicode-bidi: isolate; }
  blockquote { border-left: 3px solid var(--accent); padding-left: .7em; margin: .3em 0; }
  mark { background: var(--mark); color: inherit; }
  .who { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  time, .small, .sources, .badge { font-size: .85em; color: var(--soft); }
  time { display: block; margin-top: .2em; font-size: .75em; }
  summary { cursor: pointer; min-height: var(--target); box-sizing: border-box; display: list-item; list-style-position: inside; padding: calc((var(--target) - 1.6em) / 2) 0; }
  .sources summary { min-height: 44px; padding: .4em 0; }
  .fold summary, .rungs summary { font-weight: 700; }
  .badge { display: inline-block; margin-inline-start: .5em; padding: 0 .5em; border: 1px solid var(--line); border-radius: 1em; font-weight: 400; }
  .badge.yes { border-color: var(--accent); color: var(--accent); }
  .acts { display: flex; flex-wrap: wrap; gap: .5em; margin-top: .5em; }
  .lanes, .days { margin-top: .3em; }
  .lanes .region { display: block; font-size: .85em; color: var(--soft); }
  .station { display: block; } .station.past { color: var(--soft); } .station.now { font-weight: 700; }
  .day-row { display: flex; gap: .5em; } .day-row.past { color: var(--soft); } .day-row.today { font-weight: 700; }
  .days { border-top: 1px solid var(--line); padding-top: .3em; }
  .bubble .rungs > li { border-top: 1px solid var(--line); margin: 0; }
  .fact { display: flex; flex-wrap: wrap; gap: .2em .6em; align-items: center; border-top: 1px solid var(--line); padding: .2em 0; }
  .fact > span { flex: 1 1 4.5em; } .fact details[open] { flex-basis: 100%; order: 3; }
  .letter + .letter { margin-top: 1em; }
  .code { display: block; font: 700 1.4em ui-monospace, monospace; letter-spacing: .1em; }
  .resume form { display: grid; gap: .4em; } .resume form, .resume button { margin-top: .3em; }
  :is(.blanks, .resume) label { display: block; margin: .4em 0; font-size: .9em; }
  :is(.blanks, .resume) input { display: block; width: 100%; box-sizing: border-box; min-height: var(--target); font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--soft); border-radius: 10px; padding: .3em .6em; }
  legend { padding: 0; }
  .tick { display: flex; gap: .6em; align-items: flex-start; min-height: var(--target); padding: .35em 0; box-sizing: border-box; }
  .tick input { width: 1.4em; height: 1.4em; margin: .1em 0 0; flex: none; accent-color: var(--accent); }
  .replies { display: flex; flex-wrap: wrap; gap: .45em; }
  .tools { display: flex; flex-wrap: wrap; gap: .45em; align-items: center; } .tools button { font-size: .85em; }
  .welcome { display: flex; flex-direction: column; gap: .5em; max-width: none; }
  .trust { font-weight: 700; } .example { border-style: dashed; }
  .typing { display: flex; gap: 5px; padding: 1em; }
  .typing span { width: 7px; height: 7px; border-radius: 50%; background: var(--soft); animation: hop 1s infinite; }
  .typing span:nth-of-type(2) { animation-delay: .15s; } .typing span:nth-of-type(3) { animation-delay: .3s; }
  @keyframes hop { 30% { transform: translateY(-5px); } }
  @media (prefers-reduced-motion: reduce) { .typing span { animation: none; } }
  .bar { display: flex; gap: .4em; overflow-x: auto; padding: .35em .6em; background: var(--paper); border-top: 1px solid var(--line); scrollbar-width: none; }
  .bar button { flex: none; font-size: .9em; padding: .2em .8em; }
  .notice { font-size: .9em; color: var(--warn); padding: 0 .9em; min-height: 0; }
  .resend { color: var(--warn); border-color: var(--warn); display: block; margin-top: .4em; font-size: .9em; }
  main > form { display: flex; gap: .5em; padding: .4em .6em calc(.4em + env(safe-area-inset-bottom)); background: var(--paper); border-top: 1px solid var(--line); }
  textarea { flex: 1; min-width: 0; min-height: var(--target); max-height: 8em; box-sizing: border-box; padding: .5em .7em; font: inherit; line-height: 1.4; color: inherit; background: var(--ground); border: 1px solid var(--soft); border-radius: 14px; resize: none; field-sizing: content; }
  textarea::placeholder { color: var(--soft); opacity: 1; }
  main > form > button { background: var(--accent); color: var(--on); flex: none; align-self: end; }
  .menu { position: absolute; z-index: 2; right: .6em; top: 4em; display: grid; gap: .4em; padding: .7em; background: var(--paper); border: 1px solid var(--line); border-radius: 14px; box-shadow: 0 6px 24px rgb(0 0 0 / .2); max-width: min(20em, 94%); max-height: calc(100% - 5em); overflow-y: auto; box-sizing: border-box; }
  .sizes { display: flex; gap: .3em; } .sizes button:nth-child(1) { font-size: .8em; } .sizes button:nth-child(3) { font-size: 1.2em; } .sizes button:nth-child(4) { font-size: 1.4em; } .sizes button { flex: 1; padding: 0 .4em; min-width: 44px; text-align: center; line-height: 1; }
  .ask { display: grid; gap: .4em; } .danger { color: var(--warn); border-color: var(--warn); }
  .page.large header p { display: none; }
  .page.large header, .page.large main > form { padding-block: 5px; }
  .page.large .log { padding: .35em; } .page.large .bubble { padding: .35em .45em; max-width: 100%; } .page.large .bubble.card { width: 100%; }
  .page.large .welcome { line-height: 1.35; gap: .3em; } .page.large .welcome .hello { font-size: .8em; }
  @media (max-height: 560px) { .page.large .bar { display: none; } }
  @media (max-height: 480px) { .bar { display: none; } header p { display: none; } }

  @media print {
    .page, .page.dark { --ground: #fff; --paper: #fff; --ink: #000; --soft: #333; --line: #999; --accent: #000; --mine: #fff; --mark: #fff; display: block; height: auto; max-width: none; font-size: 12pt; line-height: 1.5; }
    main { display: block; } .log { overflow: visible; padding: 0; } .said { display: block; margin: 0; }
    header button, .menu, .bar, .notice, main > form, .under, .replies, .acts, .blanks, .welcome, .typing, .resend, .badge:empty, .bubble button, .example { display: none; }
    header { border: 0; padding: 0 0 6pt; }
    .bubble, .bubble.card { border: 0; border-radius: 0; padding: 4pt 0; width: auto; max-width: none; }
    .bubble.user { border-left: 3pt solid #999; padding-left: 8pt; margin: 6pt 0; }
    .who { position: static; width: auto; height: auto; clip-path: none; font-weight: 700; }
    .letter, .day-row, .rungs > li, .fact, blockquote p { break-inside: avoid; }
    h2, h3, summary { break-after: avoid; }
    a { color: inherit; text-decoration: none; }
    details::details-content { content-visibility: visible; height: auto; }
    summary { list-style: none; min-height: 0; padding: 0; }
    .page.one > header, .page.one .said > :not(:has(.printed)), .page.one .bubble > :not(.printed), .page.one .day { display: none; }
    .page.one .printed blockquote { border: 0; padding: 0; font-size: 12pt; }
  }
`;
