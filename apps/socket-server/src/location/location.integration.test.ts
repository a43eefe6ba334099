import { afterAll, beforeAll, expect, it } from 'vitest';
import { succeeded } from '../testing/fields-client.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { cardOf, TEST_CARDS } from '../testing/test-cards.ts';
import { createTestMerchant } from '../testing/test-merchant.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({
    settings: (settings) => ({ ...settings, http: { ...settings.http, trustedProxies: ['127.0.0.1'] } }),
  });
});
afterAll(async () => {
  await stack.close();
});

const AMERICAN = '8.8.8.8';
const DUTCH = '193.0.6.139';

interface Lists {
  allowedCountries?: string[];
  deniedCountries?: string[];
}

const setLists = (merchantId: string, lists: Lists) =>
  stack.composed.database.prisma.paymentProfile.update({ where: { merchantId }, data: lists });

/** A host of a merchant of its own, whose shopper comes from that address. */
async function hostFrom(ip: string, lists: Lists) {
  const merchant = await createTestMerchant(stack.composed, 'Choosy');
  await setLists(merchant.id, lists);
  const session = await stack.createSession({}, merchant.secret);
  const client = await stack.connect({ pt_token: session.pt_token }, { forwardedFor: ip });
  return { merchant, session, client, hosted: succeeded(await client.host()) };
}

const refused = (detail: string) => ({ type: 'error', code: 'permission_denied', detail });

it('[LO1] without lists nothing has to be said, and everybody may pay', async () => {
  const { client, hosted } = await hostFrom(DUTCH, {});
  expect(hosted.location).toBe('allowed');
  expect(succeeded(await client.pay(hosted, cardOf(TEST_CARDS.visa))).payment.status).toBe('authorized');
  expect(await client.send('host:location', { country: 'NL', region: 'Utrecht' })).toMatchObject({ status: 200 });
});

it('[LO2] [LO3] no payment begins before host:location was answered by 200', async () => {
  const { client, hosted } = await hostFrom(AMERICAN, { allowedCountries: ['US'] });
  expect(hosted.location).toBe('required');
  await expect(client.preparePayment(hosted, cardOf(TEST_CARDS.visa))).rejects.toThrow('location_required');
  expect(await client.send('host:location', {})).toMatchObject({ type: 'location', status: 200 });
  expect(succeeded(await client.pay(hosted, cardOf(TEST_CARDS.visa))).payment.status).toBe('authorized');
});

it('[LO3] a challenge that is asked for right behind host:location is granted', async () => {
  const { client, hosted } = await hostFrom(AMERICAN, { allowedCountries: ['US'] });
  const [location, paid] = await Promise.all([
    client.send('host:location', {}),
    client.pay(hosted, cardOf(TEST_CARDS.visa)),
  ]);
  expect([location.type, paid.type]).toEqual(['location', 'payment_result']);
});

it('[LO2] [LO5] an address of another country, or of none, cannot pay an allow list, whatever the page reports', async () => {
  const dutch = await hostFrom(DUTCH, { allowedCountries: ['US'] });
  expect(await dutch.client.send('host:location', { country: 'US' })).toMatchObject(refused('country_not_allowed'));
  await expect(dutch.client.preparePayment(dutch.hosted, cardOf(TEST_CARDS.visa))).rejects.toThrow(
    'country_not_allowed',
  );
  const local = await hostFrom('10.0.0.1', { allowedCountries: ['US'] });
  expect(local.hosted.location).toBe('unknown');
  expect(await local.client.send('host:location', { country: 'US' })).toMatchObject(refused('country_unknown'));
});

it('[LO4] a report tightens, for as long as the connection lives', async () => {
  const { client } = await hostFrom(AMERICAN, { deniedCountries: ['NL'] });
  expect(await client.send('host:location', { country: 'NL' })).toMatchObject(refused('country_not_allowed'));
  expect(await client.send('host:location', { country: 'US' })).toMatchObject(refused('country_not_allowed'));
  expect(await client.send('host:location', { country: 'usa' })).toMatchObject({ param: 'country' });
});

it('[LO7] a change of the lists is told live, and counts for a payment whose challenge was granted before', async () => {
  const { merchant, client, hosted } = await hostFrom(DUTCH, {});
  const payload = await client.preparePayment(hosted, cardOf(TEST_CARDS.visa));
  await setLists(merchant.id, { allowedCountries: ['US'] });
  expect(await client.heard('location:updated')).toEqual({ status: 'not_allowed' });
  stack.clock.advance(500);
  expect(await client.send('process_payment', payload)).toMatchObject(refused('country_not_allowed'));
  await setLists(merchant.id, { allowedCountries: [] });
  expect(await client.heard('location:updated', ({ status }) => status === 'allowed')).toBeDefined();
});

it('[LO7] nothing of it is told to who has not proven a host', async () => {
  const { merchant, client } = await hostFrom(DUTCH, {});
  const session = await stack.createSession({}, merchant.secret);
  const proving = await stack.connect({ pt_token: session.pt_token }, { forwardedFor: DUTCH });
  await setLists(merchant.id, { deniedCountries: ['NL'] });
  expect(await client.heard('location:updated')).toEqual({ status: 'not_allowed' });
  expect(await proving.send('payment_status', {})).toMatchObject({ detail: 'not_hosted' });
  expect(proving.pushes).toEqual([]);
  for (const socket of [client, proving]) socket.close();
});

it('[LO7] saving a payment method is refused where paying is', async () => {
  const { merchant, client, hosted } = await hostFrom(DUTCH, {});
  const saving = await client.prepareSaving(hosted, cardOf(TEST_CARDS.visa));
  await setLists(merchant.id, { allowedCountries: ['US'] });
  expect(await client.heard('location:updated')).toEqual({ status: 'not_allowed' });
  stack.clock.advance(500);
  expect(await client.send('tokenize_payment_method', saving)).toMatchObject(refused('country_not_allowed'));
});

it('[LO8] a host that resumes from another address is weighed anew', async () => {
  const { client, hosted } = await hostFrom(AMERICAN, { allowedCountries: ['US'] });
  succeeded(await client.send('host:location', {}));
  client.close();
  const moved = await stack.connect({ host_token: hosted.host_token }, { keys: client.keys, forwardedFor: DUTCH });
  const again = succeeded(await moved.host());
  expect(again.location).toBe('not_allowed');
  await expect(moved.preparePayment(again, cardOf(TEST_CARDS.visa))).rejects.toThrow('country_not_allowed');
});

it('[LO8] a repeat of a payment that was made is answered from wherever it comes', async () => {
  const { client, hosted } = await hostFrom(AMERICAN, { allowedCountries: ['US'] });
  succeeded(await client.send('host:location', {}));
  const payload = { ...(await client.preparePayment(hosted, cardOf(TEST_CARDS.visa))), request_id: 'req_moved_1' };
  const { payment } = succeeded(await client.send('process_payment', payload));
  client.close();
  const moved = await stack.connect({ host_token: hosted.host_token }, { keys: client.keys, forwardedFor: DUTCH });
  succeeded(await moved.host());
  expect(succeeded(await moved.send('process_payment', payload)).payment.id).toBe(payment.id);
});
