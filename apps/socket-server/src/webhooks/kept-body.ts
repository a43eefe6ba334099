import { findPan } from '@fieldfare/protocol';

const KEPT_BYTES = 1_024;

/** What the delivery log keeps of an answer: its first kilobyte as text, and nothing of it where it reads like a card number. */
export function keptBody(answer: Buffer): string | null {
  if (answer.length === 0) return null;
  // A character that was cut in half is left out; NUL is none that PostgreSQL can keep.
  const text = new TextDecoder().decode(answer.subarray(0, KEPT_BYTES), { stream: true }).replaceAll('\0', '');
  return findPan(text) === null ? text : '(not kept: it holds what reads like a card number)';
}
