import { findPan } from '@fieldfare/protocol';

const KEPT_BYTES = 1_024;
/** So much further is looked, for a card number of which only a part would be kept. */
const LOOKED_FURTHER_BYTES = 256;

/** What the delivery log keeps of an answer: its first kilobyte as text, and nothing of it where it reads like a card number. */
export function keptBody(answer: Buffer): string | null {
  if (answer.length === 0) return null;
  // NUL is no character that PostgreSQL can keep. What is no text becomes characters that are longer than it was.
  const text = textOf(answer, KEPT_BYTES + LOOKED_FURTHER_BYTES).replaceAll('\0', '');
  return findPan(text) === null
    ? textOf(Buffer.from(text), KEPT_BYTES)
    : '(not kept: it holds what reads like a card number)';
}

/** The first so many bytes as text; a character that they cut in half is left out. */
function textOf(bytes: Buffer, limit: number): string {
  return new TextDecoder().decode(bytes.subarray(0, limit), { stream: true });
}
