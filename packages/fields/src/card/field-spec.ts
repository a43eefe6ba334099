import type { CardBrand, FrameKind } from '@fieldfare/protocol';
import { cvcSpec } from './cvc-spec.ts';
import { expirySpec } from './expiry-spec.ts';
import { nameSpec } from './name-spec.ts';
import { numberSpec } from './number-spec.ts';
import { postalCodeSpec } from './postal-code-spec.ts';
import type { ProblemCode } from './problem-code.ts';

/** What a check may look at besides the value itself. */
export interface FieldContext {
  now: Date;
  /** The brand of the number field, where there is one. */
  brand: CardBrand | null;
}

/** One kind of field as data and pure functions. `raw` is the value without what formatting adds. */
export interface FieldSpec {
  label: string;
  autocomplete: string;
  inputMode: 'numeric' | 'text';
  placeholder: string;
  isCapitalized?: boolean;
  /** The raw value of typed, pasted or filled-in text, not yet cut to length. */
  parse(text: string): string;
  maxLength(raw: string): number;
  format(raw: string): string;
  /** Null where the value is good. */
  check(raw: string, context: FieldContext): ProblemCode | null;
}

const SPECS: Partial<Record<FrameKind, FieldSpec>> = {
  'card-number': numberSpec,
  'card-exp': expirySpec,
  'card-cvc': cvcSpec,
  'card-name': nameSpec,
  'card-postal-code': postalCodeSpec,
};

/** Undefined for a kind that this version does not have. */
export function fieldSpec(kind: FrameKind): FieldSpec | undefined {
  return SPECS[kind];
}
