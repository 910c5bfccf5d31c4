/* The styles: logical, light and dark as the page is, open to it by --comments-… and ::part. */

const STYLES = `
:host { display: block; min-block-size: min(100vh, 60rem); }
.root {
  all: initial; display: block; color-scheme: inherit; overflow-wrap: anywhere;
  --ink: var(--comments-ink, light-dark(#1b1b1b, #ececec));
  --soft: var(--comments-soft, light-dark(#565656, #b4b4b4));
  --paper: var(--comments-paper, light-dark(#fff, #161616));
  --tint: var(--comments-tint, light-dark(#f2f4f6, #232629));
  --line: var(--comments-line, light-dark(#c9cdd2, #43484d));
  --edge: var(--comments-edge, light-dark(#71777d, #878d93));
  --accent: var(--comments-accent, light-dark(#1d5c8f, #86c1f0));
  --on-accent: var(--comments-on-accent, light-dark(#fff, #10202c));
  --wrong: var(--comments-wrong, light-dark(#a3180f, #ff9c92));
  --mark: var(--comments-mark, light-dark(#ffe58a, #6a5200));
  color: var(--ink); background: var(--paper);
  font: var(--comments-size, medium)/1.6 var(--comments-font, system-ui, "Noto Sans", "Noto Naskh Arabic", "Noto Sans Arabic", sans-serif);
}
:host([theme=light]) .root { color-scheme: light; }
:host([theme=dark]) .root { color-scheme: dark; }
.root:lang(ckb), .root:lang(ar) { line-height: 1.8; }
*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
h2 { font-size: 1.375em; margin-block: 0 .25em; }
h3 { font-size: 1em; margin: 0; }
#form-heading { font-size: 1.125em; margin-block: 1.5em .5em; }
p { margin-block: .5em; }
ol, ul { margin: 0; padding: 0; list-style: none; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
:focus:not(:focus-visible) { outline: 0; }
small, .soft { color: var(--soft); font-size: .875em; }
.row { display: flex; flex-wrap: wrap; gap: 0 .75em; align-items: baseline; }
.thread { padding-block: 1em; border-block-end: 1px solid var(--line); }
.replies:not(:empty) { margin-block-start: .75em; padding-inline-start: 1em; border-inline-start: 3px solid var(--line); }
.replies > li { padding-block: .5em; }
.linked { background: var(--tint); outline: .5em solid var(--tint); }
h3, .words { contain: paint; min-inline-size: 0; }
.words { margin-block: .25em; white-space: pre-wrap; unicode-bidi: plaintext; }
.box { padding: .5em 1em; margin-block: 1em; background: var(--tint); border-radius: .5em; }
.box ul { list-style: disc; padding-inline-start: 1.25em; }
.errors { border: 2px solid var(--wrong); }
.error { color: var(--wrong); margin: 0; }
.counter { display: block; min-block-size: 1lh; }
.field { margin-block: 1em; }
label { display: block; font-weight: 600; }
label small { font-weight: 400; }
input, textarea {
  display: block; inline-size: 100%; padding: .5em .625em; font: inherit; color: inherit;
  background: var(--paper); border: 1px solid var(--edge); border-radius: .375em;
}
textarea { resize: block; }
[aria-invalid] { border: 2px solid var(--wrong); }
button { font: inherit; cursor: pointer; }
.strong {
  padding: .6em 1.2em; font-weight: 600; color: var(--on-accent); background: var(--accent);
  border: 1px solid transparent; border-radius: .375em;
}
.strong[aria-disabled] { opacity: .6; cursor: progress; }
.plain { padding: .25em 0; color: var(--accent); background: none; border: 0; text-decoration: underline; }
.plain[aria-pressed=true] { color: var(--ink); font-weight: 600; text-decoration: none; }
mark { background: var(--mark); color: inherit; text-decoration: underline; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
@media (forced-colors: active) { mark { background: Mark; color: MarkText; } }
`;

/** @type {CSSStyleSheet | undefined} */
let sheet;

/** Give a shadow root the styles; all embeds of a page share one sheet. @param {ShadowRoot} root */
export function dress(root) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
  }
  root.adoptedStyleSheets = [sheet];
}
