import { FIELDS_NAMESPACE, FIELDS_REQUESTS, MAX_MESSAGE_BYTES } from '@fieldfare/protocol';
import type { FieldsEvent } from '@fieldfare/protocol';
import type { Random } from '../crash/random.ts';
import { mutate } from './mutate.ts';

/** A message that was once a good one. */
export interface Known {
  event: FieldsEvent;
  payload: Record<string, unknown>;
}

/** What is sent: a frame as it goes onto the wire, and where it is an event that is to be acknowledged, which. */
export interface Planned {
  frame: string | Buffer;
  asked: { id: number; event: string; payload: unknown } | null;
}

const EVENTS = Object.keys(FIELDS_REQUESTS) as FieldsEvent[];
const STRANGE_EVENTS = ['host:destroy', '__proto__', 'constructor', 'toString', 'disconnect ', '', 'payment:updated'];
const BROKEN = [
  '',
  'abc',
  '2',
  '4',
  '42',
  '42[',
  '4999',
  '40',
  '41/x,',
  '42/console,["ping"]',
  '451-["x"]',
  '4"',
  '\u0000',
];

/** One in so many is no packet at all, and ends its connection. */
const BROKEN_EVERY = 60;
const OVERSIZED_EVERY = 2_000;

/** The next message of a hostile client: malformed, mutated, out of order, repeated, stolen from another session, or oversized. */
export function planMessage(random: Random, known: readonly Known[], id: number): Planned {
  if (random.below(BROKEN_EVERY) === 0) return { frame: brokenFrame(random), asked: null };
  if (random.below(OVERSIZED_EVERY) === 0) return asked(id, 'payment_status', { x: 'y'.repeat(MAX_MESSAGE_BYTES) });
  const old = known[random.below(Math.max(1, known.length))];
  const payload = { ...old?.payload };
  switch (random.below(6)) {
    case 0:
      return asked(id, STRANGE_EVENTS[random.below(STRANGE_EVENTS.length)] ?? '', payload);
    case 1:
      // Another event's payload.
      return asked(id, EVENTS[random.below(EVENTS.length)] ?? 'payment_status', payload);
    case 2:
      return asked(id, old?.event ?? 'payment_status', payload);
    case 3:
      // The same under a request id of its own: a replay.
      return asked(id, old?.event ?? 'payment_status', { ...payload, request_id: `req_replayed_${id}` });
    default:
      return asked(id, old?.event ?? 'payment_status', mutate(random, mutateTwice(random, payload)));
  }
}

function mutateTwice(random: Random, payload: unknown): unknown {
  return random.below(3) === 0 ? mutate(random, payload) : payload;
}

function asked(id: number, event: string, payload: unknown): Planned {
  return { frame: `42${FIELDS_NAMESPACE},${id}${JSON.stringify([event, payload])}`, asked: { id, event, payload } };
}

function brokenFrame(random: Random): string | Buffer {
  if (random.below(3) > 0) return BROKEN[random.below(BROKEN.length)] ?? '';
  return Buffer.from(Array.from({ length: random.below(200) }, () => random.below(256)));
}
