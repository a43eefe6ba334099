import type { ConsolePush, ConsolePushPayload } from '@fieldfare/protocol';

/** A push in its envelope, of whichever event. */
export type RoomPush = {
  [P in ConsolePush]: ConsolePushPayload<P> extends { room: string } ? ConsolePushPayload<P> : never;
}[ConsolePush];

export interface RoomListener {
  /** Hears every push of the room once, in order. */
  push(push: RoomPush): void;
  /** The room is being heard from now on. `isComplete`: everything that was missed has been told; else read anew what you know. */
  subscribed?(how: { isComplete: boolean }): void;
  /** This person may not hear the room, or no room has such a name; the others are heard all the same. */
  refused?(detail: string, message: string): void;
}

/** A room that somebody here listens to, and how far it has been heard. */
export interface Room {
  name: string;
  listeners: Set<RoomListener>;
  sequence: number | undefined;
}

interface Envelope {
  room: string;
  sequence: number;
}

/** Whether a payload is an envelope. What it carries is for the listener, who knows its schema, to parse. */
export function isEnvelope(payload: unknown): payload is Envelope & RoomPush {
  if (typeof payload !== 'object' || payload === null) return false;
  const { room, sequence, type } = payload as Partial<Record<string, unknown>>;
  return typeof room === 'string' && typeof type === 'string' && Number.isInteger(sequence);
}
