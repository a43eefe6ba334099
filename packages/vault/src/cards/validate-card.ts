import { coBadgeOf, FieldfareError, passesLuhn } from '@fieldfare/protocol';
import type { CardBrand, CardSecrets, ErrorDetail } from '@fieldfare/protocol';
import { brandOf } from './card-brand.ts';

// Somewhere on Earth the last day of the month ends twelve hours after UTC's.
const LAST_TIME_ZONE_MS = 12 * 3_600_000;
const FURTHEST_EXPIRY_YEARS = 30;

/**
 * Checks number, expiry and security code as an issuer would at first sight. Answers the brand, of a co-badged card the one that its holder
 * chose; throws a payer's `validation_error`.
 */
export function validateCard(card: CardSecrets, now: Date): CardBrand {
  const { brand, lengths, cvcLengths } = brandOf(card.number);
  if (!lengths.includes(card.number.length) || !passesLuhn(card.number)) {
    throw invalid('card_number_invalid', 'number', 'This card number is not valid. Check it for a mistyped digit.');
  }
  if (isExpired(card, now)) throw invalid('card_expired', 'exp_year', 'This card has expired. Use another card.');
  if (card.exp_year > now.getUTCFullYear() + FURTHEST_EXPIRY_YEARS) {
    throw invalid('card_expiry_invalid', 'exp_year', 'This expiration date is too far away. Check the year.');
  }
  assertCodeLength(cvcLengths, card.cvc);
  return card.preferred_brand !== undefined && card.preferred_brand === coBadgeOf(card.number)
    ? card.preferred_brand
    : brand;
}

/** Checks a saved card's security code, which was typed again. Throws a payer's `validation_error`. */
export function validateCode(number: string, cvc: string): void {
  assertCodeLength(brandOf(number).cvcLengths, cvc);
}

function assertCodeLength(lengths: readonly number[], cvc: string): void {
  if (lengths.includes(cvc.length)) return;
  throw invalid('cvc_length_invalid', 'cvc', `The security code of this card has ${lengths.join(' or ')} digits.`);
}

export function codeRequired(): FieldfareError {
  return invalid('cvc_required', 'cvc', 'Enter the security code of your saved card.');
}

/** A card is good until the last moment of its month, wherever the shopper is. */
function isExpired({ exp_month, exp_year }: CardSecrets, now: Date): boolean {
  // Months count from 0 in Date.UTC, so that the card's month names the following one.
  return now.getTime() >= Date.UTC(exp_year, exp_month, 1) + LAST_TIME_ZONE_MS;
}

function invalid(detail: ErrorDetail, field: keyof CardSecrets, message: string): FieldfareError {
  return new FieldfareError('validation_error', { detail, message, param: `card.${field}`, audience: 'payer' });
}
