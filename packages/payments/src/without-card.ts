import type { CardSecrets } from '@fieldfare/protocol';
import type { AuthorizeOutcome } from './ports/processor.ts';

// As in the log: more digits in a row than may be shown of a number, also where they are set in groups.
const DIGITS = /\d(?:[\s.\-_/]{0,2}\d){6,}/g;

/** An outcome whose reason quotes nothing of the card. Reasons are kept and shown, and processors write into them what they like. */
export function withoutCard(outcome: AuthorizeOutcome, { cvc }: CardSecrets): AuthorizeOutcome {
  if (outcome.type !== 'unknown') return outcome;
  const code = new RegExp(`(?<!\\d)${cvc}(?!\\d)`, 'g');
  return { ...outcome, reason: outcome.reason.replaceAll(DIGITS, '[digits]').replaceAll(code, '[code]') };
}
