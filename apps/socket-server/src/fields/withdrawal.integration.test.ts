import { afterAll, beforeAll, expect, it } from 'vitest';
import { succeeded } from '../testing/fields-client.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { createTestMerchant } from '../testing/test-merchant.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});

afterAll(async () => {
  await stack.close();
});

const hostOfOwnMerchant = async (name: string) => {
  const merchant = await createTestMerchant(stack.composed, name);
  const session = await stack.createSession({}, merchant.secret);
  const client = await stack.connect({ pt_token: session.pt_token });
  const hosted = succeeded(await client.host());
  return { merchant, session, client, hosted };
};

it('[TK1] a revoked key bites by itself: on REST, on new sockets and on open ones', async () => {
  const { merchant, session, client } = await hostOfOwnMerchant('Revoking');
  const bystander = await stack.openHost();
  const { token } = await stack.signIn('owner', merchant);
  const headers = { 'fieldfare-merchant': merchant.id, 'fieldfare-mode': 'test' };
  const revoked = await stack.request('POST', `/v1/api_keys/${merchant.keyId}/revoke`, { token, headers });
  expect(revoked.status).toBe(200);
  expect(await client.heard('session:closed')).toEqual({ reason: 'key_revoked' });
  await client.gone();

  stack.clock.advance(500);
  expect(await stack.request('GET', '/v1/payments', { token: merchant.secret })).toMatchObject({
    status: 401,
    body: { error: { type: 'authentication_error', code: 'key_revoked' } },
  });
  await expect(stack.connect({ pt_token: session.pt_token })).rejects.toThrow('key_revoked');
  expect(bystander.client.socket.connected).toBe(true);
});

it('[TK1] a key whose time is over closes open sockets as a revoked one does', async () => {
  const { merchant, client } = await hostOfOwnMerchant('Running out');
  const expiresAt = new Date(stack.clock.now().getTime() + 5_000);
  await stack.composed.database.prisma.apiKey.update({ where: { id: merchant.keyId }, data: { expiresAt } });
  stack.clock.advance(5_000);
  expect(await client.heard('session:closed')).toEqual({ reason: 'key_revoked' });
});

it('[TK1] a disabled merchant and a removed origin close open sockets', async () => {
  const { prisma } = stack.composed.database;
  const disabled = await hostOfOwnMerchant('Disabled');
  await prisma.merchant.update({ where: { id: disabled.merchant.id }, data: { status: 'disabled' } });
  expect(await disabled.client.heard('session:closed')).toEqual({ reason: 'merchant_disabled' });

  const moved = await hostOfOwnMerchant('Moved');
  await prisma.paymentProfile.update({ where: { merchantId: moved.merchant.id }, data: { allowedOrigins: [] } });
  expect(await moved.client.heard('session:closed')).toEqual({ reason: 'origin_removed' });
});

it('[TK2] an expired session closes its host, by hand and by time, and opens for nobody', async () => {
  const byHand = await stack.openHost();
  expect((await stack.request('POST', `/v1/sessions/${byHand.session.id}/expire`)).body).toMatchObject({
    status: 'expired',
  });
  expect(await byHand.client.heard('session:closed')).toEqual({ reason: 'expired' });
  const late = await stack.connect({ pt_token: byHand.session.pt_token }, { keys: byHand.client.keys });
  expect(await late.host()).toMatchObject({ code: 'conflict', detail: 'session_closed' });

  const expires_at = new Date(stack.clock.now().getTime() + 60_000).toISOString();
  const byTime = await stack.openHost({ expires_at });
  stack.clock.advance(60_000);
  expect(await byTime.client.heard('session:closed')).toEqual({ reason: 'expired' });
});
