import type { WordCode } from '../words/english.ts';
import type { FieldSpec } from './field-spec.ts';

/** Free text, such as a line of an address. `required` says what to do where it is empty; null lets it be empty. */
export function textSpec(autocomplete: string, required: WordCode | null): FieldSpec {
  return {
    autocomplete,
    inputMode: 'text',
    placeholder: '',
    isCapitalized: true,
    isOptional: required === null,
    parse: (text) => text,
    maxLength: () => 100,
    format: (raw) => raw,
    check(raw) {
      if (raw.trim() === '') return required;
      return looksLikeNumber(raw) ? 'text_looks_like_number' : null;
    },
  };
}

/** More digits than an address or a name has: somebody is in the wrong field, and a number must not travel as plain text. */
export function looksLikeNumber(text: string): boolean {
  return (text.match(/\d/g)?.length ?? 0) > 11;
}
