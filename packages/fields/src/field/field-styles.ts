import type { Appearance, AppearanceSelector } from '@fieldfare/protocol';

/** Everything that a frame looks like. A constructed sheet needs no permission from the document's policy. */
const BASE = /* css */ `
:root { --ff-color: canvastext; --ff-placeholder: color-mix(in srgb, var(--ff-color) 62%, transparent); --ff-invalid: #c4262e;
  }
:root[data-scheme=dark] { --ff-invalid: #ff8a8a; }
* { box-sizing: border-box; }
html, body { margin: 0; height: 100%; overflow: hidden; }
body { background-color: var(--ff-background, transparent); color: var(--ff-color); font: 400 16px system-ui, sans-serif; }
.field { display: flex; align-items: center; gap: 8px; height: 100%; padding: var(--ff-padding, 0 12px); }
.part { position: relative; display: flex; align-items: center; flex: 1; min-width: 0; height: 100%; }
.part ~ .part { flex: none; width: 4.2em; }
.part ~ .card-cvc { width: 2.7em; }
input, select { flex: 1; min-width: 0; height: 100%; min-height: 24px; padding: 0; border: 0; outline: 0; background-color: transparent;
  color: inherit; font: inherit; letter-spacing: inherit; caret-color: var(--ff-caret, auto); font-variant-numeric: tabular-nums; }
select option { background-color: canvas; color: canvastext; }
[dir=rtl] input { text-align: right; }
.masked { -webkit-text-security: disc; }
input::placeholder { color: var(--ff-placeholder); opacity: 1; }
[aria-invalid=true] { color: var(--ff-invalid); }
:disabled { opacity: .5; }
input:-webkit-autofill { -webkit-text-fill-color: var(--ff-color); transition: background-color 99999s; }
svg { flex: none; width: 32px; height: 20px; }
.brands { flex: none; width: auto; min-width: 24px; font-size: .8em; }
.hint { flex: none; max-width: 50%; overflow: hidden; font-size: .8em; text-overflow: ellipsis; white-space: nowrap; }
.hint:empty, .label { display: none; }
[data-labels=floating] .solo .label { display: block; position: absolute; inset-inline-start: 0; max-width: 100%; overflow: hidden; color: var(--ff-placeholder);
  pointer-events: none; text-overflow: ellipsis; white-space: nowrap; transform-origin: 0 50%; }
[data-labels=floating] .solo :focus-within > .label { color: var(--ff-focus, var(--ff-color)); }
[dir=rtl] .label { transform-origin: 100% 50%; }
[data-labels=floating] .solo :is([data-filled], :focus-within) > .label { transform: translateY(-.95em) scale(.75); }
[data-labels=floating] .solo :is([data-filled], :focus-within) > :is(input, select) { padding-top: .9em; }
[data-labels=floating] .solo > .part:not([data-filled], :focus-within) > input::placeholder { color: transparent; }
[data-labels=floating] .solo > .part:not([data-filled], :focus-within) > select { color: transparent; }
.heard { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (prefers-reduced-motion: no-preference) { .label { transition: transform .12s; } }
@media (forced-colors: active) { input, select { color: fieldtext; } [aria-invalid=true] { text-decoration: underline wavy; } }
`;

const VARIABLES = {
  color: '--ff-color',
  backgroundColor: '--ff-background',
  placeholderColor: '--ff-placeholder',
  invalidColor: '--ff-invalid',
  focusColor: '--ff-focus',
  caretColor: '--ff-caret',
  padding: '--ff-padding',
} as const;

const BODY_PROPERTIES = {
  fontFamily: 'font-family',
  fontSize: 'font-size',
  fontWeight: 'font-weight',
  letterSpacing: 'letter-spacing',
} as const;

/** What the names that a page may use stand for. A page writes no selector, so none of its rules can ask what a value is. */
const SELECTORS: Readonly<Record<AppearanceSelector, string>> = {
  field: '.field',
  'field:focus': '.field:focus-within',
  'field:invalid': '.field:has([aria-invalid=true])',
  input: ':is(input, select)',
  'input:hover': ':is(input, select):hover',
  'input:focus': ':is(input, select):focus',
  'input:invalid': '[aria-invalid=true]',
  'input:disabled': ':disabled',
  placeholder: 'input::placeholder',
  label: '.part .label',
  'label:focus': '.part:focus-within .label',
  'label:invalid': '.part:has([aria-invalid=true]) .label',
  icon: 'svg',
};

let rules: CSSStyleSheet | null = null;

export function adoptBaseStyles(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(BASE);
  rules = new CSSStyleSheet();
  document.adoptedStyleSheets = [sheet, rules];
}

/** Applies what the page says about looks; what it leaves out is as it was before it said anything. */
export function applyAppearance(appearance: Appearance): void {
  const root = document.documentElement;
  for (const [key, name] of Object.entries(VARIABLES))
    setProperty(root, name, appearance[key as keyof typeof VARIABLES]);
  for (const [key, name] of Object.entries(BODY_PROPERTIES)) {
    setProperty(document.body, name, appearance[key as keyof typeof BODY_PROPERTIES]);
  }
  root.dataset['labels'] = appearance.labels ?? '';
  applyRules(appearance.rules ?? {});
  if (appearance.colorScheme === undefined) return;
  // A frame is see-through only while its scheme is the one of the element that embeds it.
  root.style.colorScheme = appearance.colorScheme;
  root.dataset['scheme'] = appearance.colorScheme;
}

/** Writes each declaration by itself through the object model, where no value can become another declaration or a rule. */
function applyRules(wanted: NonNullable<Appearance['rules']>): void {
  if (rules === null) return;
  rules.replaceSync('');
  for (const [name, declarations] of Object.entries(wanted)) {
    const index = rules.insertRule(`${SELECTORS[name as AppearanceSelector]} {}`, rules.cssRules.length);
    const { style } = rules.cssRules[index] as CSSStyleRule;
    for (const [property, value] of Object.entries(declarations ?? {})) style.setProperty(property, value);
  }
}

function setProperty(element: HTMLElement, name: string, value: string | undefined): void {
  element.style.setProperty(name, value ?? '');
}
