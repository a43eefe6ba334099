import { openTestDatabase } from '@fieldfare/db/testing/open-test-database';
import type { OpenTestDatabase } from '@fieldfare/db/testing/open-test-database';
import { newId } from '@fieldfare/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCli } from './testing/run-cli.ts';

let test: OpenTestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.close());

const cli = (...argv: string[]) => runCli(argv, { env: { PAYMENTS_DATABASE_URL: test.paymentsUrl } });
const column = async (text: string, id: string) => (await test.owner.query(text, [id])).rows.map(({ told }) => told);

it('a merchant is disabled and enabled again, once each; its people and the audit log learn of it', async () => {
  const named = ['--name', 'Shop', '--origin', 'https://shop.example', '--statement-descriptor', 'SHOPS'];
  const id = (await cli('create-merchant', ...named)).out.trim();
  const status = () => column('SELECT status AS told FROM merchants WHERE id = $1', id);

  expect(await cli('disable-merchant', id)).toMatchObject({ exitCode: 0, out: id });
  expect(await status()).toEqual(['disabled']);
  expect(await cli('disable-merchant', id)).toMatchObject({
    exitCode: 1,
    said: expect.stringContaining(`${id} is disabled already.`),
  });

  expect(await cli('enable-merchant', id)).toMatchObject({ exitCode: 0, out: id });
  expect(await status()).toEqual(['active']);
  expect(await cli('enable-merchant', id)).toMatchObject({
    exitCode: 1,
    said: expect.stringContaining(`${id} is not disabled.`),
  });

  expect(await column('SELECT kind AS told FROM notifications WHERE merchant_id = $1 ORDER BY created_at', id)).toEqual(
    ['merchant.disabled', 'merchant.enabled'],
  );
  const audit =
    "SELECT action AS told FROM audit_log WHERE subject = $1 AND actor->>'name' LIKE 'Operator %' ORDER BY id";
  expect(await column(audit, id)).toEqual(['merchant.disable', 'merchant.enable']);
});

it('says that there is no such merchant', async () => {
  const id = newId('merchant');
  expect(await cli('disable-merchant', id)).toMatchObject({
    exitCode: 1,
    said: expect.stringContaining(`There is no merchant ${id}.`),
  });
  expect((await cli('disable-merchant', 'Shop')).said).toContain('MERCHANT');
});
