/** The colours of every page of ours, light and dark. */
export const TOKENS = `
:root {
  color-scheme: light dark;
  --accent: light-dark(oklch(50% 0.17 264), oklch(72% 0.14 264));
  --on-accent: light-dark(#fff, oklch(18% 0.03 264));
  --surface: light-dark(#fff, oklch(21% 0.008 264));
  --sunken: light-dark(oklch(97.2% 0.004 264), oklch(17.5% 0.008 264));
  --ink: light-dark(oklch(22% 0.02 264), oklch(95% 0.006 264));
  --soft: light-dark(oklch(46% 0.018 264), oklch(74% 0.012 264));
  --line: light-dark(oklch(91% 0.006 264), oklch(32% 0.012 264));
  --field: light-dark(oklch(62% 0.012 264), oklch(56% 0.014 264));
  --good: light-dark(oklch(48% 0.12 155), oklch(78% 0.14 158));
  --good-wash: light-dark(oklch(96% 0.03 155), oklch(28% 0.045 158));
  --warn: light-dark(oklch(47% 0.1 70), oklch(84% 0.12 80));
  --warn-wash: light-dark(oklch(97% 0.035 85), oklch(29% 0.045 75));
  --bad: light-dark(oklch(50% 0.19 25), oklch(78% 0.12 22));
  --bad-wash: light-dark(oklch(96.5% 0.02 20), oklch(28% 0.05 22));
  --focus: light-dark(oklch(55% 0.19 264), oklch(80% 0.12 264));
}`;

/** One sheet for every hosted page. Its hash goes into the page's Content-Security-Policy, so that no other style can. */
export const STYLE = `${TOKENS}
* { box-sizing: border-box; margin: 0; }
body {
  min-block-size: 100dvh; display: grid; align-content: center; justify-items: center;
  padding: clamp(16px, 4vw, 48px); background: var(--sunken); color: var(--ink);
  font: 400 16px/1.5 Inter, ui-sans-serif, system-ui, sans-serif; -webkit-font-smoothing: antialiased;
}
main {
  inline-size: min(100%, 920px); display: grid; background: var(--surface); border: 1px solid var(--line); border-radius: 18px; overflow: clip;
  box-shadow: 0 1px 2px light-dark(rgb(15 20 40 / .05), rgb(0 0 0 / .4)), 0 24px 60px -30px light-dark(rgb(15 20 40 / .28), rgb(0 0 0 / .8));
}
main > * { padding: clamp(20px, 4vw, 40px); min-inline-size: 0; }
@media (min-width: 760px) { main.two { grid-template-columns: minmax(0, 1fr) minmax(0, 1.1fr); } }
main.one { inline-size: min(100%, 480px); }
[data-frame] body { min-block-size: 0; padding: 0; background: var(--surface); }
[data-frame] main { inline-size: 100%; border: 0; border-radius: 0; box-shadow: none; }
.summary { background: light-dark(oklch(98.6% 0.004 264), oklch(19% 0.008 264)); border-block-end: 1px solid var(--line); }
@media (min-width: 760px) { .summary { border-block-end: 0; border-inline-end: 1px solid var(--line); } }
.summary > dl + .soft { margin-block-start: 12px; }
.seller { display: flex; gap: 10px; align-items: center; font-weight: 550; font-size: 14px; color: var(--soft); margin-block-end: 28px; }
.pill { font-size: 12px; line-height: 18px; font-weight: 600; padding: 1px 9px; border-radius: 99px; background: var(--warn-wash); color: var(--warn); white-space: nowrap; }
a:not(.button) { color: var(--accent); }
a.quiet { color: var(--soft); }
dl + .no-print { margin-block-start: 20px; }
h1, h3 { font-size: 16px; font-weight: 600; overflow-wrap: anywhere; }
h2, .title { font-size: 20px; line-height: 1.25; letter-spacing: -.012em; font-weight: 620; margin-block-end: 20px; overflow-wrap: anywhere; }
.hero { font-size: clamp(36px, 6vw, 44px); line-height: 1.15; letter-spacing: -.035em; font-weight: 620; margin-block: 6px 2px; font-variant-numeric: tabular-nums; white-space: nowrap; }
.hero small { font-size: 14px; letter-spacing: 0; font-weight: 450; color: var(--soft); margin-inline-start: 4px; white-space: normal; }
.soft { color: var(--soft); font-size: 14px; text-wrap: pretty; }
dl { display: grid; gap: 10px; margin-block-start: 24px; padding-block-start: 20px; border-block-start: 1px solid var(--line); font-size: 14px; font-variant-numeric: tabular-nums; }
dl div { display: flex; gap: 16px; justify-content: space-between; }
dt { color: var(--soft); min-inline-size: 0; overflow-wrap: anywhere; }
dd { white-space: nowrap; text-align: end; }
dl .sum { border-block-start: 1px solid var(--line); padding-block-start: 14px; margin-block-start: 4px; font-weight: 620; font-size: 16px; }
dl .sum dt { color: inherit; }
form { display: grid; gap: 16px; }
.pair { display: grid; gap: 16px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 120px), 1fr)); align-items: start; }
label { display: grid; gap: 6px; font-size: 14px; font-weight: 550; }
input, select {
  font: inherit; font-weight: 400; font-size: 16px; color: inherit; background: var(--surface); inline-size: 100%; min-block-size: 44px; padding: 9px 12px;
  border: 1px solid var(--field); border-radius: 8px; transition: border-color .14s;
}
::placeholder { color: color-mix(in oklab, var(--soft), var(--surface) 12%); opacity: 1; }
select {
  appearance: none; padding-inline-end: 40px; text-overflow: ellipsis;
  background: linear-gradient(45deg, transparent 50%, var(--soft) 50%) calc(100% - 19px) 50% / 6px 6px no-repeat,
    linear-gradient(-45deg, transparent 50%, var(--soft) 50%) calc(100% - 13px) 50% / 6px 6px no-repeat, var(--surface);
}
[dir=rtl] select { background-position: 13px 50%, 19px 50%, 0 0; }
input:hover, select:hover { border-color: var(--soft); }
[aria-invalid=true] { border-color: var(--bad); box-shadow: inset 0 0 0 1px var(--bad); }
input[inputmode=numeric] { font-variant-numeric: tabular-nums; direction: ltr; text-align: start; }
.wrong { color: var(--bad); font-size: 13px; font-weight: 500; }
.note { padding: 12px 16px; border-radius: 8px; font-size: 14px; }
.note.bad { background: var(--bad-wash); color: var(--bad); }
.note.info { background: var(--sunken); color: var(--soft); }
.note strong { display: block; font-weight: 620; }
button, .button {
  font: inherit; font-weight: 600; font-size: 15px; min-block-size: 46px; padding: 11px 18px; border-radius: 8px; border: 1px solid var(--field); background: transparent; color: inherit;
  cursor: pointer; text-align: center; text-decoration: none; display: block; inline-size: 100%; transition: background .14s;
}
button.small { inline-size: auto; justify-self: start; min-block-size: 38px; font-size: 14px; padding: 7px 14px; }
/* Enter presses a form's first button: this one pays, and stands before the one that only works out. */
.enter { position: absolute; inline-size: 1px; min-block-size: 1px; block-size: 1px; padding: 0; border: 0; clip-path: inset(50%); }
button:hover, .button:hover { background: var(--sunken); }
.primary { background: var(--accent); border-color: transparent; color: var(--on-accent); }
.primary:hover { background: color-mix(in oklch, var(--accent), var(--ink) 14%); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.quiet { color: var(--soft); font-size: 14px; justify-self: center; padding: 4px; }
.mark { inline-size: 44px; block-size: 44px; border-radius: 50%; display: grid; place-items: center; margin-block-end: 20px; background: var(--good-wash); color: var(--good); }
.mark.warn { background: var(--warn-wash); color: var(--warn); }
.stack { display: grid; gap: 12px; margin-block-start: 24px; }
.stack form { gap: 12px; }
code { font: 500 13px/1 ui-monospace, monospace; white-space: nowrap; }
.cards { display: grid; gap: 6px; margin-block-start: 28px; font-size: 13px; color: var(--soft); }
.cards summary { cursor: pointer; font-weight: 550; padding-block: 4px; }
.cards ul { padding: 0; list-style: none; display: grid; gap: 6px; margin-block-start: 8px; }
.cards li { display: flex; flex-wrap: wrap; gap: 2px 12px; justify-content: space-between; }
main.wide { inline-size: min(100%, 640px); }
section + section { border-block-start: 1px solid var(--line); }
.two > section + section { border-block-start: 0; }
.row { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; justify-content: space-between; }
.row + .row { margin-block-start: 12px; padding-block-start: 12px; border-block-start: 1px solid var(--line); }
.row > div { min-inline-size: 0; overflow-wrap: anywhere; }
.row > div:first-child { flex: 1 1 9rem; }
.row > .row { margin-inline-start: auto; }
.row form { display: flex; gap: 8px; }
.row button, .row .button { inline-size: auto; min-block-size: 38px; font-size: 14px; padding: 7px 14px; }
.row strong { font-weight: 600; }
.row a { padding-block: 2px; }
.pill.good { background: var(--good-wash); color: var(--good); } .pill.bad { background: var(--bad-wash); color: var(--bad); } .pill.plain { background: var(--sunken); color: var(--soft); }
.note + h2 { margin-block-start: 24px; }
h2.small { font-size: 14px; font-weight: 550; color: var(--soft); letter-spacing: 0; margin-block-end: 14px; }
.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.back { margin-block-start: 24px; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 16px; }
.facts div { display: block; }
.facts dd { text-align: start; white-space: normal; font-weight: 550; overflow-wrap: anywhere; }
@media print {
  :root { color-scheme: light; } body { background: #fff; padding: 0; display: block; min-block-size: 0; } main > * { padding-inline: 0; } main { border: 0; box-shadow: none; inline-size: 100% !important; } .no-print { display: none; }
}
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
@media (forced-colors: active) { .primary { border-color: ButtonText; } input, select { border-color: ButtonText; } select { appearance: auto; background: Field; } .pill, .note { border: 1px solid; } }
`;
