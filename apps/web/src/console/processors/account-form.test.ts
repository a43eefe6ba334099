import type { ProcessorAccount } from '@fieldfare/protocol';
import { expect, it } from 'vitest';
import { accountFormOf, readAccountForm } from './account-form.ts';

const ACCOUNT = {
  processor: 'braintree',
  priority: 3,
  rule: { methods: ['card'], brands: [], currencies: ['EUR'], min_amount_minor: null, max_amount_minor: 500 },
} as unknown as ProcessorAccount;

it('asks for every credential of the chosen processor, and for no other’s', () => {
  const form = {
    ...accountFormOf(null),
    processor: 'braintree' as const,
    credentials: { merchant_id: 'shop', secret_key: 'sk' },
  };
  expect(readAccountForm(form, null)).toEqual({
    problems: { public_key: expect.any(String), private_key: expect.any(String) },
  });
  const credentials = { ...form.credentials, public_key: ' public ', private_key: 'private' };
  expect(readAccountForm({ ...form, credentials }, null)).toEqual({
    request: {
      processor: 'braintree',
      merchant_id: 'shop',
      public_key: 'public',
      private_key: 'private',
      priority: 10,
      rule: { currencies: [] },
    },
  });
});

it('leaves what was not typed anew as it is', () => {
  expect(readAccountForm(accountFormOf(ACCOUNT), ACCOUNT)).toEqual({ request: { priority: 3, rule: ACCOUNT.rule } });
});

it('says what is wrong with a priority and with currencies', () => {
  const form = { ...accountFormOf(ACCOUNT), priority: '101', currencies: 'DOGE' };
  expect(readAccountForm(form, ACCOUNT)).toEqual({
    problems: { priority: 'Write a number from 0 to 100.', currencies: expect.stringContaining('DOGE') },
  });
});
