import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { validators as claims } from '../src/validators/generated/claims.js';
import { validators as frame } from '../src/validators/generated/frame.js';
import { validators as host } from '../src/validators/generated/host.js';
import { validators as page } from '../src/validators/generated/page.js';
import { validators as requests } from '../src/validators/generated/requests.js';
import { time } from '../src/validators/shapes.ts';
import { compileValidators } from './compile-validators.ts';
import { nearMisses } from './near-misses.ts';
import { toJsonSchema } from './to-json-schema.ts';
import { validValues } from './valid-values.ts';
import { VALIDATOR_MODULES } from './validator-schemas.ts';

const GENERATED = { page, frame, host, requests, claims };

describe('compiled validators', () => {
  it('stand in the repository exactly as the schemas compile to today', async () => {
    for (const [name, content] of await compileValidators()) {
      const committed = await readFile(new URL(`../src/validators/generated/${name}`, import.meta.url), 'utf8');
      expect(committed === content, `${name} is stale: run "pnpm --filter @fieldfare/protocol build:validators"`).toBe(
        true,
      );
    }
  });

  const cases = Object.entries(VALIDATOR_MODULES).flatMap(([module, schemas]) =>
    Object.entries(schemas).map(([key, schema]: [string, z.ZodType]) => ({
      module: module as keyof typeof GENERATED,
      key,
      schema,
    })),
  );

  it.each(cases)(
    '$module $key accepts what its schema accepts and refuses what it refuses',
    { timeout: 60_000 },
    ({ module, key, schema }) => {
      const compiled = (GENERATED[module] as Record<string, (value: unknown) => boolean>)[key];
      const json = toJsonSchema({ schema }).properties?.['schema'] ?? {};
      let accepted = 0;
      fc.assert(
        fc.property(validValues(json), fc.integer({ min: 0 }), (value, seed) => {
          const disagreements = [value, ...nearMisses(value, seed)].filter((candidate) => {
            const expected = schema.safeParse(candidate).success;
            if (expected) accepted += 1;
            return compiled?.(candidate) !== expected;
          });
          expect(disagreements).toEqual([]);
        }),
        { numRuns: 60, seed: 20_261_101 },
      );
      // The samples must reach the accepting side, or the comparison would prove little.
      expect(accepted).toBeGreaterThan(20);
    },
  );

  it.each([undefined, null, 0, '', 'text', [], {}, true, Object.create({ type: 'ready' })])(
    'refuses %j everywhere, as the schemas do',
    (value) => {
      for (const { module, key, schema } of cases) {
        const compiled = (GENERATED[module] as Record<string, (value: unknown) => boolean>)[key];
        expect(compiled?.(value)).toBe(schema.safeParse(value).success);
      }
    },
  );

  it.each([
    '2026-11-29T05:30:00Z',
    '2024-02-29T00:00:00.000Z',
    '0000-01-01T23:59:59.123456789Z',
    '2000-02-29T12:00:00Z',
    '2023-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-11-00T00:00:00Z',
    '2026-11-29T24:00:00Z',
    '2026-11-29T05:60:00Z',
    '2026-11-29T05:30:60Z',
    '2026-11-29T05:30Z',
    '2026-11-29T05:30:00',
    '2026-11-29T05:30:00+00:00',
    '2026-11-29 05:30:00Z',
    '2026-11-29T05:30:00.Z',
    '2026-11-29T05:30:00Z\n',
    '12026-11-29T05:30:00Z',
    'x2026-11-29T05:30:00Z',
    '2026-11-29t05:30:00z',
    '',
  ])('takes %j for a time exactly where the schema does', (text) => {
    expect(time(text)).toBe(z.iso.datetime().safeParse(text).success);
  });

  it('refuses a record with a key __proto__, which a schema would drop: a validator changes nothing', () => {
    const smuggled = JSON.parse(
      '{"type":"pay","call":1,"method":"card","metadata":{"__proto__":{"isAdmin":true}}}',
    ) as unknown;
    expect(frame.PageMessage(smuggled)).toBe(false);
    expect(frame.PageMessage({ type: 'pay', call: 1, method: 'card', metadata: { order: '1' } })).toBe(true);
  });
});
