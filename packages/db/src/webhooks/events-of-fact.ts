import { eventTypesOf } from '@fieldfare/payments';
import { newId } from '@fieldfare/protocol';
import type { HearableFact, NewEvent } from './event-recorder.ts';
import { PRESENTERS } from './present-row.ts';

/** The events that a fact makes, each with the object as REST showed it then. */
export function eventsOfFact(fact: HearableFact): NewEvent[] {
  const types = eventTypesOf(fact.type, fact.previousType);
  const present = PRESENTERS[fact.type.split('.')[0] ?? ''];
  if (types.length === 0 || !present) return [];
  const { mode, related, data } = present(fact.object);
  return types.map((type) => ({
    id: newId('event', fact.committedAt),
    merchantId: fact.merchantId,
    mode,
    type,
    related,
    version: fact.version ?? 1,
    data,
    factId: fact.id,
    createdAt: fact.committedAt,
  }));
}
