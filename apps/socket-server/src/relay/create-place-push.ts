import type { Clock } from '@fieldfare/payments';
import type { PlacedPushes } from './placed-pushes.ts';

export interface PushToPlace {
  room: string;
  type: 'session:sync';
  payload: unknown;
  /** The request that it comes from, by which a client knows its own. */
  correlationId: string | null;
}

export type PlacePush = (push: PushToPlace) => Promise<void>;

/** Puts a push into a room and has it told at once, on every server. */
export function createPlacePush(
  place: (push: PushToPlace & { at: Date }) => Promise<unknown>,
  placed: PlacedPushes,
  clock: Clock,
): PlacePush {
  return async (push) => {
    await place({ ...push, at: clock.now() });
    placed.note(push.room);
  };
}
