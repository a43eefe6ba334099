import { openTestDatabase } from '@fieldfare/db/testing/open-test-database';
import type { OpenTestDatabase } from '@fieldfare/db/testing/open-test-database';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from './testing/run-cli.ts';

let test: OpenTestDatabase;
beforeEach(async () => {
  test = await openTestDatabase();
});
afterEach(() => test.close());

const cli = (argv: string, password?: string) =>
  runCli(argv.split(' '), {
    env: { PAYMENTS_DATABASE_URL: test.paymentsUrl },
    ...(password !== undefined && { password }),
  });
const refusal = async (argv: string) => {
  const { exitCode, said } = await cli(argv);
  expect(exitCode).toBe(1);
  return said;
};

describe('somebody’s second factor', () => {
  it('is taken away with its secret, once; every session ends, and the person and the audit log learn of it', async () => {
    const id = (await cli('create-user --email phone@shop.example --name Phone', 'correct horse 9 battery')).out.trim();
    expect(await refusal('reset-second-factor --email phone@shop.example')).toContain('has no second factor');
    await test.owner.query(
      `INSERT INTO vault.secrets (id, merchant_id, purpose, data_key_id, sealed, created_at) VALUES ('vsec_1', 'people', $1, 'dk_1', '', now())`,
      [`totp:${id}`],
    );
    await test.owner.query('UPDATE users SET second_factor_at = now() WHERE id = $1', [id]);
    await test.owner.query("INSERT INTO second_factors (user_id, secret_id, created_at) VALUES ($1, 'vsec_1', now())", [
      id,
    ]);
    await test.owner.query("INSERT INTO recovery_codes (user_id, code_hash) VALUES ($1, sha256('x'))", [id]);
    await test.owner.query(
      `INSERT INTO console_sessions (id, user_id, refresh_hash, ip, created_at, expires_at, last_used_at)
      VALUES ('cs_2', $1, 'y', '192.0.2.1', now(), now() + interval '1 hour', now())`,
      [id],
    );
    expect(await cli('reset-second-factor --email Phone@shop.example')).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining(id),
    });
    const { rows } = await test.owner.query(
      `SELECT second_factor_at, (SELECT count(*)::int FROM recovery_codes WHERE user_id = u.id) AS codes,
        (SELECT count(*)::int FROM second_factors WHERE user_id = u.id) AS factors,
        (SELECT count(*)::int FROM vault.secrets WHERE id = 'vsec_1') AS secrets,
        (SELECT count(*)::int FROM console_sessions WHERE user_id = u.id AND revoked_at IS NULL) AS sessions
      FROM users u WHERE id = $1`,
      [id],
    );
    expect(rows).toEqual([{ second_factor_at: null, codes: 0, factors: 0, secrets: 0, sessions: 0 }]);
    const { rows: noted } = await test.owner.query(
      "SELECT action, actor->>'name' AS who FROM audit_log WHERE subject = $1 AND action LIKE 'second_factor.%'",
      [id],
    );
    expect(noted).toEqual([{ action: 'second_factor.reset', who: expect.stringMatching(/^Operator /) }]);
    const { rows: told } = await test.owner.query('SELECT kind FROM notifications WHERE user_id = $1', [id]);
    expect(told).toEqual([{ kind: 'account.second_factor_reset' }]);
    expect(await refusal('reset-second-factor --email nobody@shop.example')).toContain('Nobody signs in');
    const half = await cli('reset-second-factor --email phone@shop.example --mode test');
    expect(half).toMatchObject({ exitCode: 2, said: expect.stringContaining('--merchant') });
  });
});
