/** What the bank does with an operation that its rules would allow: refuses it for this reason, or does it and never says so. */
export type LaterFate = 'authorization_revoked' | 'account_closed' | 'no_answer';

export type LaterFates = Readonly<Partial<Record<'capture' | 'void' | 'refund', LaterFate>>>;

/** The cards that are approved and have something in store for what follows, by number. */
export const LATER_FATES: ReadonlyMap<string, LaterFates> = new Map<string, LaterFates>([
  ['4000000000008211', { capture: 'authorization_revoked', void: 'authorization_revoked' }],
  ['4000000000005126', { refund: 'account_closed' }],
  ['4000000000007726', { refund: 'no_answer' }],
]);
