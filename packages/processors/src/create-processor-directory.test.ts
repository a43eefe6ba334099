import { randomBytes } from 'node:crypto';
import { FieldfareError } from '@fieldfare/protocol';
import { afterAll, expect, test } from 'vitest';
import { createProcessorDirectory } from './create-processor-directory.ts';
import { createSandboxProcessor } from './sandbox/create-sandbox-processor.ts';

const sandbox = createSandboxProcessor({
  connectionString: 'postgresql://127.0.0.1:1/nowhere',
  environment: 'development',
  hashKey: randomBytes(32),
  clock: { now: () => new Date() },
});
afterAll(() => sandbox.close());

const refusal = { detail: 'processor_not_configured' };

test('the sandbox serves test mode, and payments that it carries find it by name', () => {
  const directory = createProcessorDirectory({ test: sandbox });
  expect(directory.forMode('test')).toBe(sandbox);
  expect(directory.byName('sandbox')).toBe(sandbox);
});

test('live mode is refused while no live processor is configured', () => {
  const directory = createProcessorDirectory({ test: sandbox });
  expect(() => directory.forMode('live')).toThrow(FieldfareError);
  expect(() => directory.forMode('live')).toThrow(expect.objectContaining(refusal));
  expect(() => directory.forMode('live')).toThrow(/No processor is configured for live mode/);
});

test('live mode goes to the live processor where there is one', () => {
  const live = { ...sandbox, name: 'acquirer' };
  const directory = createProcessorDirectory({ live });
  expect(directory.forMode('live')).toBe(live);
  expect(directory.byName('acquirer')).toBe(live);
  expect(() => directory.forMode('test')).toThrow(/No processor is configured for test mode/);
});

test('a payment of a processor that is gone is refused by name, never sent to another one', () => {
  expect(() => createProcessorDirectory({ test: sandbox }).byName('stripe')).toThrow(expect.objectContaining(refusal));
});
