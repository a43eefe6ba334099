import { MerchantRole } from '@fieldfare/protocol';

/** What each role at a merchant is for, as whoever gives it should know. */
const WORDS: Record<MerchantRole, string> = {
  owner: 'everything, and who else is an owner',
  admin: 'everything but owners',
  developer: 'keys, webhooks and sessions; moves no money',
  finance: 'confirms, cancels, refunds and approves',
  support: 'looks, and cancels',
  viewer: 'looks',
};

export function roleWords(role: MerchantRole): string {
  return WORDS[role];
}

/** The roles that somebody may give: only an owner makes owners. */
export function roleOptions(mine: string): { value: string; label: string }[] {
  return MerchantRole.options
    .filter((role) => mine === 'owner' || role !== 'owner')
    .toReversed()
    .map((role) => ({ value: role, label: `${role}: ${WORDS[role]}` }));
}
