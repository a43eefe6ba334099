import type { CardBrand, FieldProblem, FrameKind } from '@fieldfare/protocol';
import type { FieldSpec } from '../kinds/field-spec.ts';
import type { Words } from '../words/words.ts';
import { brandIcon } from './brand-icon.ts';

/** The elements of one field: its control, what stands beside it, and the sentence that assistive technology reads. */
export interface FieldView {
  control: HTMLInputElement | HTMLSelectElement;
  /** Says label, placeholder and choices, in the words' language where the page named none of its own. */
  showWords(words: Words, own: { label?: string | undefined; placeholder?: string | undefined }): void;
  showBrand(brand: CardBrand | null): void;
  /** Lets the holder of a co-badged card choose; of a single brand there is no choice to make. */
  offerBrands(brands: readonly CardBrand[], label: string, chosen: (brand: CardBrand) => void): void;
  /** A remark beside the value, such as the name of a bank. */
  showHint(text: string): void;
  showFilled(isFilled: boolean): void;
  showProblem(problem: FieldProblem | null): void;
}

/** The row of a frame, which holds one field or the several of a combined one. */
export function createRow(): HTMLElement {
  const row = element('div', 'field solo');
  document.body.replaceChildren(row);
  return row;
}

export function createFieldView(kind: FrameKind, spec: FieldSpec, row: HTMLElement): FieldView {
  const control = spec.options === undefined ? createInput(kind, spec) : document.createElement('select');
  control.id = kind;
  control.name = kind;
  control.setAttribute('autocomplete', spec.autocomplete);
  if (spec.isOptional !== true) control.setAttribute('aria-required', 'true');
  const label = element('span', 'label');
  const hint = element('span', 'hint');
  const part = element('div', `part ${kind}`);
  const problemText = element('p', 'heard');
  problemText.id = `problem-${kind}`;
  problemText.setAttribute('aria-live', 'polite');
  label.ariaHidden = 'true';
  hint.id = `hint-${kind}`;
  part.append(label, control, hint);
  row.append(part);
  (row.parentElement ?? document.body).append(problemText);
  let icon: SVGSVGElement | null = null;
  let choice: HTMLSelectElement | null = null;
  const describe = (isInvalid: boolean): void => {
    const ids = [isInvalid ? problemText.id : '', hint.textContent === '' ? '' : hint.id].filter((id) => id !== '');
    if (ids.length === 0) control.removeAttribute('aria-describedby');
    else control.setAttribute('aria-describedby', ids.join(' '));
  };
  const view: FieldView = {
    control,
    showWords(words, own) {
      const text = own.label ?? words.say(kind);
      control.setAttribute('aria-label', text);
      label.textContent = text;
      if (control instanceof HTMLSelectElement) showOptions(control, spec, words, own.placeholder ?? '');
      else control.placeholder = own.placeholder ?? inWords(spec.placeholder, words);
    },
    showBrand(brand) {
      const next = brandIcon(brand);
      if (icon === null) row.prepend(next);
      else icon.replaceWith(next);
      icon = next;
    },
    offerBrands(brands, text, chosen) {
      if (brands.length < 2) {
        choice?.remove();
        choice = null;
      } else if (choice === null) {
        choice = createChoice(brands, chosen);
        part.append(choice);
      }
      choice?.setAttribute('aria-label', text);
    },
    showHint(text) {
      if (hint.textContent === text) return;
      hint.textContent = text;
      describe(control.ariaInvalid === 'true');
    },
    showFilled: (isFilled) => void part.toggleAttribute('data-filled', isFilled),
    showProblem(problem) {
      // The region speaks when its text changes; setting the same sentence again would repeat it.
      if (problemText.textContent !== (problem?.message ?? '')) problemText.textContent = problem?.message ?? '';
      control.setAttribute('aria-invalid', String(problem !== null));
      describe(problem !== null);
    },
  };
  if (kind === 'card-number') view.showBrand(null);
  return view;
}

const BRAND_NAMES: Partial<Record<CardBrand, string>> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  'cartes-bancaires': 'CB',
};

/** A list of the browser's own: everybody's keyboard and screen reader know it, and it opens outside the frame. */
function createChoice(brands: readonly CardBrand[], chosen: (brand: CardBrand) => void): HTMLSelectElement {
  const select = document.createElement('select');
  select.className = 'brands';
  select.append(...brands.map((brand) => new Option(BRAND_NAMES[brand] ?? brand, brand)));
  select.addEventListener('change', () => chosen(select.value as CardBrand));
  return select;
}

function createInput(kind: FrameKind, spec: FieldSpec): HTMLInputElement {
  const input = document.createElement('input');
  Object.assign(input, { type: 'text', inputMode: spec.inputMode, enterKeyHint: 'done' });
  // Digits are read from left to right in every script.
  if (spec.inputMode === 'numeric') input.dir = 'ltr';
  for (const [name, value] of [
    ['autocorrect', 'off'],
    ['spellcheck', 'false'],
    ['autocapitalize', spec.isCapitalized === true ? (kind.endsWith('code') ? 'characters' : 'words') : 'off'],
  ] as const) {
    input.setAttribute(name, value);
  }
  return input;
}

function showOptions(select: HTMLSelectElement, spec: FieldSpec, words: Words, none: string): void {
  const chosen = select.value;
  const choices = spec.options?.(words.locale, (code) => words.say(code)) ?? [];
  select.replaceChildren(...[['', none] as const, ...choices].map(([value, text]) => new Option(text, value)));
  select.value = chosen;
}

/** An example with the words of the shopper's language for `{month}` and the like. */
function inWords(text: string, words: Words): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, code: string) => words.say(code));
}

function element(tag: 'div' | 'span' | 'p', className: string): HTMLElement {
  const created = document.createElement(tag);
  created.className = className;
  return created;
}
