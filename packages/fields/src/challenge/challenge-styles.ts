/** What the dialog looks like. It is ours, not the page's: a shopper should know it wherever it appears. */
const STYLES = /* css */ `
:root { color-scheme: light; --ink: #1b1d21; --paper: #fff; --quiet: #555d6b; --line: #767d8a; --bad: #b3202a; --strong: #1d4fd8; --on-strong: #fff; }
:root[data-scheme=dark] { color-scheme: dark; --ink: #f2f3f5; --paper: #1f2228; --quiet: #b4bbc8; --line: #8b93a3; --bad: #ff9a9a; --strong: #8fb0ff; --on-strong: #10131a; }
* { box-sizing: border-box; }
html, body { margin: 0; height: 100%; }
body { display: grid; place-items: center; overflow: auto; padding: 16px; background: rgb(10 12 16 / 55%); color: var(--ink); font: 400 16px/1.5 system-ui, sans-serif; }
form { width: 100%; max-width: 26rem; padding: 24px; border: 1px solid var(--line); border-radius: 12px; background: var(--paper); }
h1 { margin: 0 0 8px; font-size: 1.25rem; line-height: 1.3; }
p { margin: 0 0 16px; color: var(--quiet); overflow-wrap: anywhere; }
label { display: block; margin-bottom: 4px; font-weight: 600; }
input { width: 100%; height: 48px; padding: 0 12px; border: 1px solid var(--line); border-radius: 8px; background: transparent; color: inherit; font: inherit;
  font-size: 1.25rem; letter-spacing: .2em; font-variant-numeric: tabular-nums; }
input[aria-invalid=true] { border-color: var(--bad); }
#problem { min-height: 1.5em; margin: 4px 0 12px; color: var(--bad); }
.actions { display: flex; flex-wrap: wrap; gap: 12px; }
button { min-height: 44px; flex: 1; padding: 8px 16px; border: 1px solid var(--line); border-radius: 8px; background: transparent; color: inherit; font: inherit; font-weight: 600; cursor: pointer; }
button[type=submit] { border-color: transparent; background: var(--strong); color: var(--on-strong); }
button[aria-disabled=true] { opacity: .6; cursor: default; }
:focus-visible { outline: 3px solid var(--strong); outline-offset: 2px; }
@media (forced-colors: active) { form, button, input { border: 1px solid buttontext; } }
`;

export function adoptChallengeStyles(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  document.adoptedStyleSheets = [sheet];
}
