import type { PaymentAttempt } from '@fieldfare/protocol';
import { detailWords } from './decline-words.ts';

const TYPES: Record<PaymentAttempt['type'], string> = {
  authorize: 'Authorization',
  capture: 'Capture',
  void: 'Cancellation',
  refund: 'Refund',
};

const STATES: Record<PaymentAttempt['state'], string> = {
  in_flight: 'Under way',
  unknown: 'In doubt',
  succeeded: 'Done',
  declined: 'Declined',
  refused: 'Refused',
  absent: 'Never arrived',
};

/** Why nothing was decided upon, and what was done about it. */
const UNDECIDED: Readonly<Record<string, string>> = {
  not_processed: 'It took no decision, so that the next processor was asked.',
  reference_unknown: 'It no longer knew the kept card, so that the card itself was sent.',
};

/** An attempt for the merchant's staff: what was asked for, how it ended, and why. */
export function attemptWords({ type, state, reason }: PaymentAttempt) {
  const why = reason === null ? null : (UNDECIDED[reason] ?? detailWords(reason));
  return { title: TYPES[type], state: STATES[state], reason: why };
}
