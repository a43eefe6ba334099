import type { CardBrand } from '@fieldfare/protocol';
import type { WordCode } from '../words/english.ts';

/** What a check may look at besides the value itself. */
export interface FieldContext {
  now: Date;
  /** The brand of the number field, where there is one. */
  brand: CardBrand | null;
  /** Whose postal code is asked for, ISO 3166-1; empty while that is not known. */
  country: string;
}

/** One kind of field as data and pure functions. `raw` is the value without what formatting adds. */
export interface FieldSpec {
  autocomplete: string;
  inputMode: 'numeric' | 'text';
  /** An example, or the code of one that differs by language. */
  placeholder: string;
  isCapitalized?: boolean;
  isOptional?: boolean;
  /** The values of a field that is chosen and not typed, each with what it is called in a language. */
  options?(locale: string, say: (code: WordCode) => string): readonly (readonly [value: string, label: string])[];
  /** The raw value of typed, pasted or filled-in text, not yet cut to length. */
  parse(text: string): string;
  maxLength(raw: string): number;
  format(raw: string): string;
  /** Null where the value is good. */
  check(raw: string, context: FieldContext): WordCode | null;
}
