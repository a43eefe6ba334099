import type { PaymentEvent } from '@fieldfare/protocol';
import type { Tone } from '@fieldfare/ui';

interface EventWords {
  label: string;
  tone: Tone;
}

const EVENTS: Record<string, EventWords> = {
  'payment.created': { label: 'Started', tone: 'plain' },
  'payment.processing': { label: 'Sent to the processor', tone: 'plain' },
  'payment.rerouted': { label: 'Not taken; the next processor was asked', tone: 'warn' },
  'payment.resent': { label: 'Kept card not found; sent again with its number', tone: 'plain' },
  'payment.authorized': { label: 'Authorized', tone: 'calm' },
  'payment.declined': { label: 'Declined', tone: 'bad' },
  'payment.unknown': { label: 'No answer from the processor', tone: 'warn' },
  'payment.resolved': { label: 'Outcome found', tone: 'calm' },
  'payment.capture_started': { label: 'Confirm requested', tone: 'plain' },
  'payment.captured': { label: 'Captured', tone: 'good' },
  'payment.capture_failed': { label: 'Confirming failed', tone: 'bad' },
  'payment.capture_unknown': { label: 'No answer about the capture', tone: 'warn' },
  'payment.cancel_started': { label: 'Cancel requested', tone: 'plain' },
  'payment.canceled': { label: 'Canceled', tone: 'plain' },
  'payment.cancel_failed': { label: 'Canceling failed', tone: 'bad' },
  'payment.cancel_unknown': { label: 'No answer about the cancellation', tone: 'warn' },
  'payment.found_late': { label: 'Authorized after all, too late; being released', tone: 'warn' },
  'payment.released': { label: 'Released', tone: 'plain' },
  'payment.release_failed': { label: 'Releasing failed', tone: 'bad' },
  'payment.release_unknown': { label: 'No answer about the release', tone: 'warn' },
  'payment.expired': { label: 'Authorization expired', tone: 'plain' },
  'payment.failed': { label: 'Returned by the bank', tone: 'bad' },
  'refund.started': { label: 'Refund requested', tone: 'plain' },
  'refund.succeeded': { label: 'Refunded', tone: 'good' },
  'refund.failed': { label: 'Refund failed', tone: 'bad' },
  'dispute.created': { label: 'Disputed, or asked about, by the shopper’s bank', tone: 'bad' },
  'dispute.updated': { label: 'The dispute went on', tone: 'plain' },
  'dispute.won': { label: 'Dispute won', tone: 'good' },
  'dispute.lost': { label: 'Dispute lost', tone: 'bad' },
  'refund.unknown': { label: 'No answer about the refund', tone: 'warn' },
};

/** An event's name for people. One that is not known yet is spelled out of its type. */
export function eventWords(type: string): EventWords {
  const known = EVENTS[type];
  if (known) return known;
  const words = type.replace(/^payment\./, '').replaceAll(/[._]/g, ' ');
  return { label: words.charAt(0).toUpperCase() + words.slice(1), tone: 'plain' };
}

const ACTORS: Record<PaymentEvent['actor']['type'], string> = {
  shopper: 'the shopper',
  api_key: 'an API key',
  user: 'a colleague',
  system: 'Fieldfare',
};

/** Parts of the system that only pass on what others did. */
const TELLERS: Record<string, string> = {
  Dispute: 'the shopper’s bank',
  Processor: 'the processor',
  'Bank network': 'the bank network',
};

/** Who did it: by name where there is one. */
export function actorWords(actor: PaymentEvent['actor']): string {
  if (actor.name === null) return ACTORS[actor.type];
  if (actor.type === 'system') return TELLERS[actor.name] ?? actor.name;
  return actor.type === 'api_key' ? `API key “${actor.name}”` : actor.name;
}
