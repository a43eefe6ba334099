import { describe, expect, test } from 'vitest';
import { takes } from './accounts.ts';
import type { ProcessorAccount, RoutingRule } from './accounts.ts';
import { createProcessorDirectory } from './create-processor-directory.ts';
import type { GuardedProcessor } from './with-circuit-breaker.ts';

const RULE: RoutingRule = { methods: [], brands: [], currencies: [], minAmountMinor: null, maxAmountMinor: null };
const accountOf = (rule: Partial<RoutingRule> = {}, changes: Partial<ProcessorAccount> = {}): ProcessorAccount => ({
  id: 'pac_1',
  merchantId: 'mer_1',
  mode: 'test',
  processor: 'stripe',
  secretId: 'vsec_1',
  isEnabled: true,
  priority: 1,
  rule: { ...RULE, ...rule },
  ...changes,
});
const METHOD = { type: 'card', brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2030, bank_name: null } as const;
const paymentOf = (amountMinor: number) =>
  ({ merchantId: 'mer_1', mode: 'test', method: METHOD, currency: 'USD', amountMinor }) as const;

describe('a rule', () => {
  test.each([
    [null, null, 1, true],
    [1_000, null, 999, false],
    [1_000, null, 1_000, true],
    [null, 1_000, 1_000, true],
    [null, 1_000, 1_001, false],
    [1_000, 1_000, 1_000, true],
  ])('from %s to %s takes %s: %s', (minAmountMinor, maxAmountMinor, amountMinor, isTaken) => {
    expect(takes(accountOf({ minAmountMinor, maxAmountMinor }), paymentOf(amountMinor))).toBe(isTaken);
  });
});

test('after a processor that decided upon nothing comes the next that answers, and takes it, and was not asked before', async () => {
  const accounts = [
    accountOf({}, { id: 'pac_tried' }),
    accountOf({}, { id: 'pac_silent' }),
    accountOf({ minAmountMinor: 5_000 }, { id: 'pac_large' }),
    accountOf({}, { id: 'pac_next' }),
  ];
  const directory = createProcessorDirectory({
    sandbox: null,
    accounts: { list: async () => accounts, find: async () => null, credentials: async () => '{}' },
    processors: {
      open: async ({ id }) => ({ name: `stripe:${id}`, isOpen: () => id === 'pac_silent' }) as GuardedProcessor,
    },
  });
  expect((await directory.next(paymentOf(900), ['stripe:pac_tried']))?.name).toBe('stripe:pac_next');
  expect(await directory.next(paymentOf(900), ['stripe:pac_tried', 'stripe:pac_next'])).toBeNull();
});
