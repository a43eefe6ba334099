import { randomBytes } from 'node:crypto';
import { loadPayments } from '@fieldfare/db/testing/load-payments';
import pg from 'pg';

/** The merchant of every payment that pgbench or the engine alone makes; its id stands in the statements too. */
export const MERCHANT_ID = 'mer_00000000000000000000000000';
/** What pgbench calls `base`: ten digits, so that every id has the length of a real one. */
export const BASE = 1_000_000_000;
const PER_CLIENT = 1_000_000;

export const sessionIdOf = (sequence: number): string => `sess_0000000000000000${sequence}`;

// What a session's row holds once its host has registered; nobody here reads it, but it has its length.
const HOST_KEYS = {
  signing: { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) },
  sealing: { kty: 'OKP', crv: 'X25519', x: 'x'.repeat(43) },
};

const HOT_TABLES = [
  'sessions',
  'payments',
  'attempts',
  'payment_events',
  'audit_log',
  'outbox',
  'nonces',
  'vault.cards',
  'sandbox.attempts',
  'sandbox.authorizations',
];

const SESSIONS = `INSERT INTO sessions (id, session_key, merchant_id, api_key_id, mode, kind, status, amount_minor, fee_minor, fee_mode, total_minor,
    currency, origin, methods, capture, page_may, host_keys, metadata, expires_at, created_at, updated_at)
  SELECT 'sess_0000000000000000' || s, 'key_' || s, $1, 'key_00000000000000000000000000', 'test', 'payment', 'open', 4900, 172, 'merchant_fee', 4900,
    'USD', 'https://shop.example', ARRAY['card'], 'manual', ARRAY[]::text[], $2, '{}', now() + interval '1 day', now(), now()
  FROM generate_series(0, $3::int - 1) AS client, generate_series(1, $4::int) AS n, LATERAL (SELECT $5::bigint + client * ${PER_CLIENT} + n) AS seq(s)`;

/**
 * Empties the tables that a payment writes and opens sessions to pay, so that every measurement begins from the same state: one for each
 * client and each of its payments, numbered as pgbench numbers them. `older` payments of the merchant's are put there first.
 */
export async function openBooks(
  ownerUrl: string,
  { clients, perClient, older = 0 }: { clients: number; perClient: number; older?: number },
): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    await client.query(`TRUNCATE ${HOT_TABLES.join(', ')}`);
    if (older > 0) {
      await loadPayments(client, { merchantId: MERCHANT_ID, count: older, newest: new Date(), label: 'older' });
      await client.query('VACUUM payments, payment_metadata');
    }
    await client.query(SESSIONS, [MERCHANT_ID, JSON.stringify(HOST_KEYS), clients, perClient, BASE]);
    await client.query('VACUUM ANALYZE sessions');
    await client.query('CHECKPOINT');
  });
}

/** The merchant that the sessions belong to. */
export async function insertBenchMerchant(ownerUrl: string): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    await client.query('INSERT INTO merchants (id, name) VALUES ($1, $2)', [MERCHANT_ID, 'Benchmark']);
    await client.query(
      `INSERT INTO payment_profiles (merchant_id, allowed_origins, statement_descriptor) VALUES ($1, ARRAY['https://shop.example'], 'BENCH')`,
      [MERCHANT_ID],
    );
    // What the cards of pgbench's payments say that they are under.
    await client.query(
      `INSERT INTO vault.data_keys (id, merchant_id, period, wrapped, created_at) VALUES ('dk_00000000000000000000000000', $1, 'pgbench', '', now())`,
      [MERCHANT_ID],
    );
  });
}

/** Throws unless exactly so many payments were authorized, by us and by the bank. */
export async function assertAuthorized(ownerUrl: string, expected: number): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ ours: string; banks: string }>(
      `SELECT (SELECT count(*) FROM payments WHERE status = 'authorized' AND session_id IS NOT NULL) AS ours, (SELECT count(*) FROM sandbox.authorizations) AS banks`,
    );
    const { ours, banks } = rows[0] ?? {};
    if (Number(ours) === expected && Number(banks) === expected) return;
    throw new Error(`${expected} payments were expected, ${ours} are authorized here and ${banks} at the bank`);
  });
}

/** Variables of both scripts for pgbench; the card is as long as one that the vault sealed. */
export function scriptVariables(now: Date): Record<string, string | number> {
  const later = (ms: number) => new Date(now.getTime() + ms).toISOString();
  return {
    base: BASE,
    n: 0,
    wrapped_key: randomBytes(60).toString('base64'),
    ciphertext: randomBytes(116).toString('base64'),
    fingerprint: randomBytes(32).toString('base64'),
    now: now.toISOString(),
    soon: later(120_000),
    later: later(7 * 86_400_000),
  };
}

async function withClient(url: string, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
