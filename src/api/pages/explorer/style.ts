import { TOKENS } from '../style.js';

/** The explorer's one sheet; its hash stands in the page's policy. */
export const STYLE = `${TOKENS}
* { box-sizing: border-box; margin: 0; }
[hidden] { display: none !important; }
html { scroll-padding-block-start: 88px; }
body { background: var(--surface); color: var(--ink); font: 400 15px/1.55 Inter, ui-sans-serif, system-ui, sans-serif; -webkit-font-smoothing: antialiased; }
a { color: inherit; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 6px; }
.skip { position: absolute; inset-block-start: -100px; }
.skip:focus { inset-block-start: 8px; inset-inline-start: 8px; background: var(--surface); padding: 8px 12px; z-index: 3; }
header { position: sticky; inset-block-start: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: 12px 24px; align-items: center; padding: 12px clamp(16px, 3vw, 32px); background: var(--surface); border-block-end: 1px solid var(--line); }
h1 { font-size: 16px; font-weight: 620; letter-spacing: -.01em; margin-inline-end: auto; }
h1 small { font-weight: 450; color: var(--soft); font-size: 13px; margin-inline-start: 6px; }
header form { display: flex; gap: 10px; align-items: center; font-size: 13px; color: var(--soft); }
input, textarea { font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--field); border-radius: 8px; padding: 7px 11px; min-block-size: 38px; min-inline-size: 0; }
code, pre, textarea, .path { font-family: ui-monospace, SFMono-Regular, Menlo, monospace; font-size: .88em; }
input:hover, textarea:hover { border-color: var(--soft); }
#key { inline-size: min(300px, 60vw); font-family: ui-monospace, monospace; font-size: 13px; }
.frame { display: grid; grid-template-columns: minmax(0, 1fr); max-inline-size: 1320px; margin-inline: auto; }
@media (min-width: 900px) { .frame { grid-template-columns: 268px minmax(0, 1fr); } nav { position: sticky; inset-block-start: 63px; block-size: calc(100dvh - 63px); overflow: auto; border-inline-end: 1px solid var(--line); } }
@media (max-width: 899px) { nav .list { display: none; } }
nav { padding: 20px 16px 40px clamp(16px, 3vw, 32px); }
nav input { inline-size: 100%; }
nav h2 { font-size: 12px; font-weight: 600; color: var(--soft); margin-block: 20px 4px; }
nav ul { list-style: none; padding: 0; }
nav li a { display: block; padding: 3px 8px; margin-inline: -8px; border-radius: 6px; text-decoration: none; font-size: 13.5px; overflow-wrap: anywhere; }
nav li a:hover { background: var(--sunken); }
main { padding: 28px clamp(16px, 4vw, 48px) 120px; }
.about { max-inline-size: 68ch; display: grid; gap: 10px; color: var(--soft); }
.about strong { color: var(--ink); font-weight: 600; }
section { margin-block-start: 48px; }
section > h2 { font-size: 20px; letter-spacing: -.015em; font-weight: 620; }
.soft { color: var(--soft); font-size: 14px; text-wrap: pretty; overflow-wrap: anywhere; }
details.operation { border: 1px solid var(--line); border-radius: 12px; margin-block-start: 10px; }
details.operation[open] { box-shadow: 0 1px 2px light-dark(rgb(15 20 40 / .05), rgb(0 0 0 / .4)), 0 18px 40px -30px light-dark(rgb(15 20 40 / .3), #000); }
.operation > summary { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; padding: 12px 16px; cursor: pointer; list-style: none; border-radius: 12px; }
.operation > summary::-webkit-details-marker { display: none; }
.operation > summary:hover { background: var(--sunken); }
.operation > summary .soft { flex-basis: 100%; }
.path { font-weight: 550; overflow-wrap: anywhere; }
.method { font: 650 11px/20px ui-monospace, monospace; letter-spacing: .04em; padding-inline: 7px; border-radius: 5px; background: var(--sunken); color: var(--soft); text-transform: uppercase; }
.method.post { background: var(--good-wash); color: var(--good); }
.method.patch, .method.put { background: var(--warn-wash); color: var(--warn); }
.method.delete { background: var(--bad-wash); color: var(--bad); }
.inside { display: grid; gap: 28px; padding: 8px 16px 20px; border-block-start: 1px solid var(--line); }
@media (min-width: 1180px) { .inside { grid-template-columns: minmax(0, 1.1fr) minmax(0, 1fr); } }
h3 { font-size: 13px; font-weight: 620; margin-block: 18px 6px; }
.who { display: flex; flex-wrap: wrap; gap: 6px; }
.who span { font-size: 12px; line-height: 20px; padding-inline: 9px; border-radius: 99px; border: 1px solid var(--line); color: var(--soft); }
.fields { list-style: none; padding: 0; }
.fields li { padding-block: 7px; border-block-start: 1px solid var(--line); }
.fields li:first-child { border-block-start: 0; }
.fields .fields { padding-inline-start: 14px; border-inline-start: 2px solid var(--line); margin-block: 6px; }
.name { font-weight: 600; }
.type { color: var(--soft); font-size: 13px; overflow-wrap: anywhere; }
.optional { color: var(--soft); font-size: 12px; font-style: italic; }
.fields summary, .answers summary { cursor: pointer; font-size: 13px; color: var(--accent); padding-block: 3px; }
.answers ul { padding-inline-start: 18px; color: var(--soft); font-size: 13.5px; }
form.try { display: grid; gap: 12px; align-self: start; background: var(--sunken); border-radius: 12px; padding: 16px; margin-block-start: 18px; min-inline-size: 0; }
.try h3 { margin: 0; }
.try label { display: grid; gap: 4px; font-size: 13px; font-weight: 550; min-inline-size: 0; }
.try textarea { font-weight: 400; font-size: 13px; inline-size: 100%; min-block-size: 100px; max-block-size: 60vh; field-sizing: content; resize: vertical; line-height: 1.5; }
button { font: inherit; font-weight: 600; min-block-size: 40px; border: 0; border-radius: 8px; background: var(--accent); color: var(--on-accent); cursor: pointer; padding-inline: 18px; justify-self: start; }
button:hover { background: color-mix(in oklch, var(--accent), var(--ink) 14%); }
button:disabled { opacity: .6; cursor: progress; }
output { display: block; border-radius: 8px; overflow: hidden; background: var(--surface); border: 1px solid var(--line); min-inline-size: 0; }
output strong { display: block; padding: 8px 12px; font-size: 13px; font-weight: 600; overflow-wrap: anywhere; }
output.good strong { background: var(--good-wash); color: var(--good); }
output.bad strong { background: var(--bad-wash); color: var(--bad); }
output pre { padding: 12px; overflow: auto; max-block-size: 460px; }
@media (forced-colors: active) { button { border: 1px solid ButtonText; } .method { border: 1px solid; } }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;
