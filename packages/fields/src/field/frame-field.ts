import type { CardBrand, FieldKind, FieldProblem, FieldSetup, FieldState, FrameKind } from '@fieldfare/protocol';
import { specOf } from '../kinds/specs.ts';
import type { Words } from '../words/words.ts';
import { CombinedCard } from './combined-card.ts';
import { createFieldView, createRow } from './field-view.ts';
import { Field } from './field.ts';
import type { FieldEvents } from './field.ts';

/** What a frame shows, be it one field or a combined one. */
export interface FrameField {
  readonly kind: FieldKind;
  readonly state: FieldState;
  value(): string;
  validate(): FieldProblem | null;
  setup(setup: FieldSetup): void;
  setBrand(brand: CardBrand | null): void;
  setCountry(country: string): void;
  focus(): void;
  clear(): void;
}

/**
 * Builds what a kind of frame shows; null for a kind that shows nothing, or that this version does not have.
 *
 * @param row where it stands; without one it takes the document's whole body, as a frame's is the field's alone
 */
export function createFrameField(
  kind: FrameKind,
  words: Words,
  events: FieldEvents,
  row?: HTMLElement,
): FrameField | null {
  if (kind === 'card') return new CombinedCard(row ?? createRow(), words, events);
  const spec = specOf(kind);
  if (spec === undefined || kind === 'session' || kind === 'challenge') return null;
  return new Field(kind, spec, createFieldView(kind, spec, row ?? createRow()), words, events);
}
