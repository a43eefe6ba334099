import { expect, it } from 'vitest';
import { createMetrics } from '../metrics/create-metrics.ts';
import { checkProcessors } from './check-processors.ts';

it('says which processors stopped answering, and of no account whose it is', async () => {
  const metrics = createMetrics();
  expect(await checkProcessors(metrics)).toEqual({ isHealthy: true, detail: 'No processor has stopped answering.' });
  metrics.processorCircuitOpen.set({ processor: 'stripe', account: 'pacc_one' }, 1);
  metrics.processorCircuitOpen.set({ processor: 'stripe', account: 'pacc_two' }, 0);
  expect(await checkProcessors(metrics)).toEqual({
    isHealthy: false,
    detail: 'Nothing is sent to 1 account at stripe, which stopped answering.',
  });
  metrics.processorCircuitOpen.set({ processor: 'stripe', account: 'pacc_two' }, 1);
  metrics.processorCircuitOpen.set({ processor: 'braintree', account: 'pacc_three' }, 1);
  expect(await checkProcessors(metrics)).toMatchObject({
    detail: 'Nothing is sent to 3 accounts at braintree, stripe, which stopped answering.',
  });
  for (const account of ['pacc_one', 'pacc_two']) metrics.processorCircuitOpen.set({ processor: 'stripe', account }, 0);
  metrics.processorCircuitOpen.set({ processor: 'braintree', account: 'pacc_three' }, 0);
  expect(await checkProcessors(metrics)).toMatchObject({ isHealthy: true });
});
