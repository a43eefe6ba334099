import { setTimeout as delay } from 'node:timers/promises';
import type { CardExpectation, CardVault } from '@fieldfare/payments';
import { expect, it } from 'vitest';
import { createMetrics } from '../metrics/create-metrics.ts';
import { withVerificationMeasured } from './with-verification-measured.ts';

const BANK_MS = 200;

it('what the bank takes after the card was opened is not in the time', async () => {
  const metrics = createMetrics();
  const vault = { open: async () => ({}) } as unknown as CardVault;
  await withVerificationMeasured({ vault, metrics }, async (measured) => {
    await measured.open('', {} as CardExpectation);
    await delay(BANK_MS);
  });
  const { values } = await metrics.paymentVerificationDuration.get();
  const seconds = values.find(({ metricName }) => metricName?.endsWith('_sum'))?.value;
  expect(seconds).toBeLessThan(BANK_MS / 1_000 / 2);
});
