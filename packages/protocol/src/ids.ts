import * as z from 'zod';
import { withoutPan } from './metadata.ts';

/** Every identifier on the wire is `<prefix>_<26 characters>`: 10 of time, 16 of randomness, Crockford base 32, so that ids sort by age. */
export const ID_PREFIXES = {
  merchant: 'mer',
  user: 'usr',
  apiKey: 'key',
  consoleSession: 'cs',
  session: 'sess',
  payment: 'pay',
  attempt: 'att',
  action: 'act',
  refund: 'ref',
  dispute: 'dp',
  approval: 'apr',
  event: 'evt',
  notification: 'ntf',
  paymentMethod: 'pm',
  customer: 'cus',
  teamInvitation: 'tinv',
  request: 'req',
  claim: 'idem',
  challenge: 'chal',
  signInChallenge: 'sic',
  token: 'tok',
  audit: 'aud',
  dataKey: 'dk',
  reencryption: 'renc',
  transfer: 'xfer',
  webhookEndpoint: 'we',
  webhookDelivery: 'wd',
  secret: 'vsec',
  processorAccount: 'pacc',
  keeping: 'keep',
  font: 'font',
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_LENGTH = 10;
const RANDOM_LENGTH = 16;

/** The beginning of every id of the kind that was made at that moment: what sorts before it was made earlier. */
export function idsFrom(kind: IdKind, at: Date): string {
  let time = '';
  for (let rest = at.getTime(), i = 0; i < TIME_LENGTH; i++) {
    time = ALPHABET.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  return `${ID_PREFIXES[kind]}_${time}`;
}

const POOL_BYTES = 1024;
const pool = new Uint8Array(POOL_BYTES);
let used = POOL_BYTES;

/** Random bytes from a pool that is filled at once: a call of the generator costs more than the bytes. */
function randomBytes(count: number): Uint8Array {
  if (used + count > POOL_BYTES) {
    globalThis.crypto.getRandomValues(pool);
    used = 0;
  }
  used += count;
  return pool.subarray(used - count, used);
}

/** Makes a new id of the given kind. Unique by 80 random bits; never a secret. */
export function newId(kind: IdKind, now: Date = new Date()): string {
  let random = '';
  for (const byte of randomBytes(RANDOM_LENGTH)) random += ALPHABET.charAt(byte & 31);
  return idsFrom(kind, now) + random;
}

/** The id of this kind that has the time and the randomness of another: what is made once for the other one has it. */
export function idLike(other: string, kind: IdKind): string {
  return `${ID_PREFIXES[kind]}_${other.slice(other.indexOf('_') + 1)}`;
}

/** When an id was made, to the millisecond. Throws a RangeError for what is no id. */
export function timeOfId(id: string): Date {
  const time = /^[a-z]+_([0-9a-z]{10})[0-9a-z]{16}$/.exec(id)?.[1];
  if (time === undefined) throw new RangeError('this is no id');
  return new Date(Array.from(time).reduce((sum, letter) => sum * 32 + ALPHABET.indexOf(letter), 0));
}

/** Schema of an id of one kind. */
export function idOf(kind: IdKind) {
  const prefix = `${ID_PREFIXES[kind]}_`;
  const words = `must be an id that begins with ${prefix}`;
  return z.string(words).regex(new RegExp(`^${prefix}[0-9a-z]{26}$`), words);
}

/** A request id is logged and kept, so that it must not be, or hold, a card number. */
export const RequestId = withoutPan(
  z
    .string()
    .min(8)
    .max(64)
    .regex(/^[0-9_-]*[A-Za-z][A-Za-z0-9_-]*$/, 'must be 8 to 64 letters, digits, _ or -, with at least one letter'),
);
