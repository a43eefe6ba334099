import { bankAccounts, cards, TEST_BANK_ACCOUNTS, TEST_CARDS } from '@fieldfare/testkit/test-data';
import { expect, it } from 'vitest';
import { accountBehaviourOf, PUBLISHED_ACCOUNTS } from './account-behaviour.ts';
import { behaviourOf, PUBLISHED_CARDS } from './card-behaviour.ts';

it.each(Object.entries(TEST_CARDS))(
  'does with the card "%s" what the testkit’s table tells merchants',
  (_, { card, outcome }) => {
    const { declineCode, isChallenged, answers } = behaviourOf(card);
    const status = answers ? (declineCode === null ? 'authorized' : 'declined') : 'unknown';
    expect({ status, declineCode, isChallenged }).toEqual({
      status: outcome.status,
      declineCode: outcome.declineCode,
      isChallenged: outcome.isChallenged,
    });
  },
);

it.each(Object.entries(TEST_BANK_ACCOUNTS))(
  'does with the account "%s" what the table tells merchants',
  (_, { account, outcome }) => {
    const { settles, returnCode } = accountBehaviourOf(account.routingNumber, account.accountNumber);
    expect({ settles, returnCode }).toEqual({ settles: outcome.settles, returnCode: outcome.returnCode });
  },
);

it('has no fate in store that the table does not tell', () => {
  const told = new Set(Object.values(cards).map(({ number }) => number));
  expect(PUBLISHED_CARDS.filter((number) => !told.has(number))).toEqual([]);
  const accounts = new Set(Object.values(bankAccounts).map(({ accountNumber }) => accountNumber));
  expect(PUBLISHED_ACCOUNTS.filter((number) => !accounts.has(number))).toEqual([]);
});
