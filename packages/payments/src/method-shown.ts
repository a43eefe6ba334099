import type { MaskedMethod } from '@fieldfare/protocol';
import type { SessionRecord } from './records.ts';

/** The method that a session's total is shown for before anything is typed: the saved card, or the first method, of no brand yet. */
export function methodShown({
  savedMethod,
  methods,
}: Pick<SessionRecord, 'savedMethod' | 'methods'>): Pick<MaskedMethod, 'type' | 'brand'> {
  return savedMethod?.method ?? { type: methods[0] ?? 'card', brand: null };
}
