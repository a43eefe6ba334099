import type { Appearance } from '@fieldfare/protocol';

/** Everything that a frame looks like. A constructed sheet needs no permission from the document's policy. */
const BASE = `
:root { --ff-color: canvastext; --ff-placeholder: color-mix(in srgb, var(--ff-color) 62%, transparent); --ff-invalid: #c4262e; }
:root[data-scheme=dark] { --ff-invalid: #ff8a8a; }
* { box-sizing: border-box; }
html, body { margin: 0; height: 100%; overflow: hidden; }
body { background: var(--ff-background, transparent); color: var(--ff-color); font: 400 16px system-ui, sans-serif; }
.field { display: flex; align-items: center; gap: 10px; height: 100%; padding: var(--ff-padding, 0 12px); }
input { flex: 1; min-width: 0; height: 100%; padding: 0; border: 0; outline: 0; background: transparent; color: inherit; font: inherit;
  letter-spacing: inherit; caret-color: var(--ff-caret, auto); font-variant-numeric: tabular-nums; }
input::placeholder { color: var(--ff-placeholder); opacity: 1; }
input[aria-invalid=true] { color: var(--ff-invalid); }
input:disabled { opacity: .5; }
input:-webkit-autofill { -webkit-text-fill-color: var(--ff-color); transition: background-color 99999s; }
svg { flex: none; width: 32px; height: 20px; }
.heard { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (forced-colors: active) { input { color: fieldtext; } }
`;

const VARIABLES = {
  color: '--ff-color',
  backgroundColor: '--ff-background',
  placeholderColor: '--ff-placeholder',
  invalidColor: '--ff-invalid',
  caretColor: '--ff-caret',
  padding: '--ff-padding',
} as const;

const BODY_PROPERTIES = {
  fontFamily: 'font-family',
  fontSize: 'font-size',
  fontWeight: 'font-weight',
  letterSpacing: 'letter-spacing',
} as const;

export function adoptBaseStyles(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(BASE);
  document.adoptedStyleSheets = [sheet];
}

/** Applies what the page says about looks; what it leaves out stays as it is. */
export function applyAppearance(appearance: Appearance): void {
  const root = document.documentElement;
  for (const [key, name] of Object.entries(VARIABLES))
    setProperty(root, name, appearance[key as keyof typeof VARIABLES]);
  for (const [key, name] of Object.entries(BODY_PROPERTIES)) {
    setProperty(document.body, name, appearance[key as keyof typeof BODY_PROPERTIES]);
  }
  if (appearance.colorScheme === undefined) return;
  // A frame is see-through only while its scheme is the one of the element that embeds it.
  root.style.colorScheme = appearance.colorScheme;
  root.dataset['scheme'] = appearance.colorScheme;
}

function setProperty(element: HTMLElement, name: string, value: string | undefined): void {
  if (value !== undefined) element.style.setProperty(name, value);
}
