import type { FieldKind } from '@fieldfare/protocol';

/** The fields that a combined card is made of, as they stand in its frame. */
export const COMBINED_KINDS = ['card-number', 'card-exp', 'card-cvc'] as const;

/** The values of a combined card as one text. */
export function joinParts(values: readonly string[]): string {
  return values.join('\n');
}

/** What a field's value says by single kinds: itself, or, of a combined card, each of its parts. */
export function splitParts(kind: FieldKind, value: string): [FieldKind, string][] {
  if (kind !== 'card') return [[kind, value]];
  return value.split('\n').flatMap((part, index): [FieldKind, string][] => {
    const of = COMBINED_KINDS[index];
    return of === undefined ? [] : [[of, part]];
  });
}
