import type { AuthorizeOutcome, ChargedCard } from './ports/processor.ts';

// As in the log: more digits in a row than may be shown of a number, also where they are set in groups.
const DIGITS = /\d(?:[\s.\-_/]{0,2}\d){6,}/g;

/** An outcome whose reason quotes nothing of the card. Reasons are kept and shown, and processors write into them what they like. */
export function withoutCard(outcome: AuthorizeOutcome, { cvc }: ChargedCard): AuthorizeOutcome {
  if (outcome.type !== 'unknown') return outcome;
  const reason = outcome.reason.replaceAll(DIGITS, '[digits]');
  if (cvc === undefined) return { ...outcome, reason };
  const code = new RegExp(`(?<!\\d)${cvc}(?!\\d)`, 'g');
  return { ...outcome, reason: reason.replaceAll(code, '[code]') };
}
