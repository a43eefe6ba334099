import type { CardBrand, FieldProblem, FrameKind } from '@fieldfare/protocol';
import type { FieldSpec } from '../card/field-spec.ts';
import { brandIcon } from './brand-icon.ts';

/** The elements of one field: the control, the brand's picture, and the sentence that assistive technology reads. */
export interface FieldView {
  input: HTMLInputElement;
  showBrand(brand: CardBrand | null): void;
  showProblem(problem: FieldProblem | null): void;
}

export function createFieldView(kind: FrameKind, spec: FieldSpec): FieldView {
  const input = document.createElement('input');
  Object.assign(input, {
    id: 'input',
    name: kind,
    type: 'text',
    placeholder: spec.placeholder,
    inputMode: spec.inputMode,
    enterKeyHint: 'done',
  });
  input.setAttribute('autocomplete', spec.autocomplete);
  input.setAttribute('aria-label', spec.label);
  input.setAttribute('aria-required', 'true');
  for (const [name, value] of [
    ['autocorrect', 'off'],
    ['spellcheck', 'false'],
    ['autocapitalize', spec.isCapitalized === true ? 'words' : 'off'],
  ] as const) {
    input.setAttribute(name, value);
  }
  const problemText = document.createElement('p');
  Object.assign(problemText, { id: 'problem', className: 'heard' });
  problemText.setAttribute('aria-live', 'polite');
  const row = document.createElement('div');
  row.className = 'field';
  row.append(input);
  let icon: SVGSVGElement | null = null;
  document.body.replaceChildren(row, problemText);
  const view: FieldView = {
    input,
    showBrand(brand) {
      const next = brandIcon(brand);
      if (icon === null) row.prepend(next);
      else icon.replaceWith(next);
      icon = next;
    },
    showProblem(problem) {
      // The region speaks when its text changes; setting the same sentence again would repeat it.
      if (problemText.textContent !== (problem?.message ?? '')) problemText.textContent = problem?.message ?? '';
      input.setAttribute('aria-invalid', String(problem !== null));
      if (problem === null) input.removeAttribute('aria-describedby');
      else input.setAttribute('aria-describedby', 'problem');
    },
  };
  if (kind === 'card-number') view.showBrand(null);
  return view;
}
