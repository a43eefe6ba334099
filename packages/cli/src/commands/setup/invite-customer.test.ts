import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCli } from '../../testing/run-cli.ts';

const CUSTOMER = `cus_${'0'.repeat(26)}`;
const URL = `http://localhost:3000/console/my/join#${'A'.repeat(43)}`;
const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`);
  const body = {
    object: 'customer_invitation',
    customer: CUSTOMER,
    email: 'ada@shopper.test',
    url: URL,
    expires_at: '2026-12-05T12:00:00.000Z',
  };
  response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(body));
});
beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
afterAll(() => void server.close());

const env = () => ({
  PAYMENTS_ORIGIN: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  FIELDFARE_SECRET_KEY: 'sk_test_invitations',
});

it('prints the address to hand over, and nothing else', async () => {
  const { exitCode, out } = await runCli(['invite-customer', CUSTOMER], { env: env() });
  expect([exitCode, out]).toEqual([0, URL]);
  expect(asked).toEqual([`POST /v1/customers/${CUSTOMER}/account`]);
});

it('says what a customer’s id looks like', async () => {
  const { exitCode, said } = await runCli(['invite-customer', 'ada'], { env: env() });
  expect([exitCode, said]).toEqual([2, expect.stringContaining('cus_')]);
});
