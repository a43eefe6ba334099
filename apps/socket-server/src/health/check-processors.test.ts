import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { createProcessorCircuits, LATELY_MS } from '../metrics/processor-circuits.ts';
import { checkProcessors } from './check-processors.ts';

const one = { id: 'pacc_one', processor: 'stripe' };
const two = { id: 'pacc_two', processor: 'stripe' };
const three = { id: 'pacc_three', processor: 'braintree' };

it('takes a processor for away where every account that was asked lately is silent, and names no account', async () => {
  let now = 0;
  const registry = new Registry();
  const processorCircuits = createProcessorCircuits(registry, () => now);
  const check = () => checkProcessors({ processorCircuits });
  expect(await check()).toEqual({ isHealthy: true, detail: 'No processor was asked lately.' });

  for (const account of [one, two, three]) processorCircuits.asked(account);
  expect(await check()).toEqual({ isHealthy: true, detail: 'braintree answers. stripe answers.' });

  expect(processorCircuits.changed(one, true)).toBe(true);
  expect(processorCircuits.changed(one, true)).toBe(false);
  expect(await check()).toEqual({
    isHealthy: true,
    detail: 'braintree answers. stripe answers, but has stopped answering 1 of 2 accounts asked lately.',
  });
  expect(await registry.metrics()).toContain(
    'fieldfare_processor_circuit_open{processor="stripe",account="pacc_one"} 1',
  );

  processorCircuits.changed(three, true);
  expect(await check()).toEqual({
    isHealthy: false,
    detail:
      'braintree has stopped answering the only account asked lately. stripe answers, but has stopped answering 1 of 2 accounts asked lately.',
  });
  processorCircuits.changed(three, false);
  processorCircuits.changed(two, true);
  expect(await check()).toEqual({
    isHealthy: false,
    detail: 'braintree answers. stripe has stopped answering all 2 accounts asked lately.',
  });

  // An account that answered, but was asked long ago, does not speak for its processor.
  processorCircuits.changed(two, false);
  expect(await check()).toMatchObject({ isHealthy: true });
  now += LATELY_MS + 1;
  processorCircuits.asked(one);
  expect(await check()).toEqual({
    isHealthy: false,
    detail: 'stripe has stopped answering the only account asked lately.',
  });
  // Nor does one that stopped answering and that nothing was to be sent to since.
  now += LATELY_MS + 1;
  expect(await check()).toEqual({ isHealthy: true, detail: 'No processor was asked lately.' });
  expect(processorCircuits.changed(one, false)).toBe(true);
});
