import type { LocationStatus } from '@fieldfare/protocol';
import type { MerchantProfile } from './records.ts';

/** Where a shopper seems to be. */
export interface Whereabouts {
  /** What the IP says; null where it belongs to no country that is known, as private addresses do. */
  ipCountry: string | null;
  /** What the page has said so far; null until it has said anything. */
  reported: readonly string[] | null;
}

type Lists = Pick<MerchantProfile, 'allowedCountries' | 'deniedCountries'>;

/**
 * Whether payments may come from there. The IP has the first word; what the page reports can only tighten it, so every country that was
 * ever named must pass. An unknown country passes a list of what is denied and never one of what is allowed.
 */
export function weighLocation(lists: Lists, { ipCountry, reported }: Whereabouts): LocationStatus {
  if (lists.allowedCountries.length === 0 && lists.deniedCountries.length === 0) return 'allowed';
  const named = [...(ipCountry === null ? [] : [ipCountry]), ...(reported ?? [])];
  if (!named.every((country) => passes(lists, country))) return 'not_allowed';
  if (ipCountry === null && lists.allowedCountries.length > 0) return 'unknown';
  return reported === null ? 'required' : 'allowed';
}

function passes({ allowedCountries, deniedCountries }: Lists, country: string): boolean {
  const isAllowed = allowedCountries.length === 0 || allowedCountries.includes(country);
  return isAllowed && !deniedCountries.includes(country);
}
