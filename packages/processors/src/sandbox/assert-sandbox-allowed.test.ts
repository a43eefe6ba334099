import { randomBytes } from 'node:crypto';
import { FieldfareError } from '@fieldfare/protocol';
import { expect, test } from 'vitest';
import { createSandboxProcessor } from './create-sandbox-processor.ts';

const options = { connectionString: 'postgresql://127.0.0.1:1/nowhere', clock: { now: () => new Date() } };

test('the sandbox bank refuses production and says what to set', () => {
  const make = () => createSandboxProcessor({ ...options, environment: 'production', hashKey: randomBytes(32) });
  expect(make).toThrow(FieldfareError);
  expect(make).toThrow(/FIELDFARE_ENV=development.*live processor/);
});

test('the sandbox bank refuses a key too short to hide card numbers', () => {
  const make = () => createSandboxProcessor({ ...options, environment: 'development', hashKey: randomBytes(31) });
  expect(make).toThrow(/at least 32 bytes/);
});

test('the sandbox bank is made in development, without connecting', async () => {
  const bank = createSandboxProcessor({ ...options, environment: 'development', hashKey: randomBytes(32) });
  expect(bank.name).toBe('sandbox');
  await bank.close();
});
