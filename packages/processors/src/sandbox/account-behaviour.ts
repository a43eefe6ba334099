/** What becomes of a debit: whether it settles, and the code that its bank returns it with, before that or after. */
export interface AccountBehaviour {
  settles: boolean;
  returnCode: string | null;
}

const SETTLES: AccountBehaviour = { settles: true, returnCode: null };
const SANDBOX_ROUTING_NUMBER = '110000000';

const BEHAVIOURS: ReadonlyMap<string, AccountBehaviour> = new Map([
  ['000123456789', SETTLES],
  ['000222222227', { settles: false, returnCode: 'R01' }],
  ['000111111113', { settles: false, returnCode: 'R02' }],
  ['000111111116', { settles: false, returnCode: 'R03' }],
  // Settles, and its owner says afterwards that nobody was allowed to debit it.
  ['000333333335', { settles: true, returnCode: 'R10' }],
]);

/** The accounts with a fate of their own; the testkit's table tells merchants of each. */
export const PUBLISHED_ACCOUNTS: readonly string[] = [...BEHAVIOURS.keys()];

/** What becomes of an account: the published test accounts have their own fate, every other one at the sandbox's routing number settles. */
export function accountBehaviourOf(routingNumber: string, accountNumber: string): AccountBehaviour {
  // Another bank cannot be reached from here: R13 is the network's word for a routing number that takes no debits.
  if (routingNumber !== SANDBOX_ROUTING_NUMBER) return { settles: false, returnCode: 'R13' };
  return BEHAVIOURS.get(accountNumber) ?? SETTLES;
}
