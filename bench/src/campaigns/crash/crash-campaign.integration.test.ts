import { connectDatabase } from '@fieldfare/db';
import { createTestDatabase } from '@fieldfare/db/testing';
import type { TestDatabase } from '@fieldfare/db/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compareBooks } from './compare-books.ts';
import { crashCampaign } from './crash-campaign.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.drop();
});

it('whatever step a server is killed at, the bank’s books and ours agree to the cent once reconciliation has looked', async () => {
  const report = await crashCampaign({ database, count: 120, perProcess: 60, seed: 7 });
  expect(report).toMatchObject({ payments: 120, kills: 2, differences: [], open: 0 });
  expect(report.ours).toEqual(report.bank);
  expect(report.ledgerOwedMinor).toBe(report.bank.capturedMinor - report.bank.refundedMinor);
  expect(report.bank.capturedMinor).toBeGreaterThan(0);
  expect(report.charges).toBeGreaterThan(0);
  // It died everywhere: before and after intents, questions and outcomes.
  expect(Object.keys(report.deaths)).toEqual(
    expect.arrayContaining([
      'before the intent',
      'after the intent',
      'before authorize',
      'after authorize',
      'before capture',
      'after capture',
      'after void',
      'after refund',
      'after a commit',
    ]),
  );
}, 120_000);

it('a cent that only one side knows is found', async () => {
  const owner = connectDatabase({ url: database.ownerUrl });
  const { rows } = await owner.pool.query(
    'UPDATE sandbox.authorizations SET captured = captured - 1 WHERE captured > refunded RETURNING reference',
  );
  const { differences } = await compareBooks(owner.pool);
  expect(differences).toHaveLength(Math.min(rows.length, 100));
  await owner.close();
});
