import { DOCUMENT_TYPES, FIELDS_NAMESPACE } from '@fieldfare/protocol';
import type { FieldsAnswer, Session } from '@fieldfare/protocol';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FieldsClient } from '../testing/fields-client.ts';
import { succeeded } from '../testing/fields-client.ts';
import { createHostKeys } from '../testing/host-keys.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { SHOP_ORIGIN } from '../testing/test-merchant.ts';
import { createFairTurns } from '../runtime/fair-turns.ts';
import { dispatch } from './dispatch.ts';
import type { FieldsSocket } from './fields-socket.ts';
import { createRequestMemory } from './request-memory.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});

afterAll(async () => {
  await stack.close();
});

const proving = async () => {
  const session = await stack.createSession();
  return { session, client: await stack.connect({ pt_token: session.pt_token }) };
};
const register = (client: FieldsClient, proof: string, observed_origin = SHOP_ORIGIN) =>
  client.send('host:hostToken', {
    keys: { signing: client.keys.signing.publicJwk, sealing: client.keys.sealing.publicJwk },
    observed_origin,
    proof,
  });

it('[HT1] answers a host token that names the pinned keys, the payload key document and the session', async () => {
  const { session, client, hosted } = await stack.openHost({ reference: 'order-7' });
  expect(decodeJwt(hosted.host_token)).toMatchObject({
    session: session.id,
    origin: SHOP_ORIGIN,
    cnf: { signing: client.keys.signing.publicJwk, sealing: client.keys.sealing.publicJwk },
    exp: Math.floor(Date.parse(session.expires_at) / 1_000),
  });
  expect(decodeProtectedHeader(hosted.payload_key).typ).toBe('fieldfare-payload-key+jwt');
  expect(hosted.session).toMatchObject({ id: session.id, merchant_name: 'Test merchant', amount_minor: 4900 });
  client.close();
});

describe('refuses a proof', () => {
  it('[HT2] over the nonce of another connection', async () => {
    const { client } = await proving();
    const other = await proving();
    const stolen = await client.prove({ nonce: other.client.established.nonce });
    expect(await register(client, stolen)).toMatchObject({ code: 'authentication_error', detail: 'proof_invalid' });
  });

  it('[HT2] by another key than the one that it registers', async () => {
    const { client } = await proving();
    const other = await proving();
    const { nonce, session_key } = client.established;
    const foreign = await other.client.prove({ nonce, session_key });
    expect(await register(client, foreign)).toMatchObject({ code: 'authentication_error', detail: 'proof_invalid' });
  });

  it('[HT2] for another session or other sealing keys', async () => {
    const { client } = await proving();
    for (const change of [{ session_key: crypto.randomUUID() }, { sealing_thumbprint: 'x'.repeat(43) }]) {
      expect(await register(client, await client.prove(change))).toMatchObject({ detail: 'proof_invalid' });
    }
  });

  it('[HT2] that the key has signed as something else, such as a card', async () => {
    const { client } = await proving();
    const card = await client.prove({}, DOCUMENT_TYPES.card);
    expect(await register(client, card)).toMatchObject({ code: 'authentication_error', detail: 'proof_invalid' });
  });

  it('[HT3] that observed another page than the session was made for', async () => {
    const { client } = await proving();
    const evil = 'https://evil.example';
    const lying = await client.prove({ observed_origin: evil });
    expect(await register(client, lying)).toMatchObject({ code: 'permission_denied', detail: 'origin_mismatch' });
    expect(await register(client, await client.prove(), evil)).toMatchObject({ detail: 'origin_mismatch' });
  });

  it('[HT2] that is no proof at all, and stays ready for the right one', async () => {
    const { client } = await proving();
    expect(await register(client, 'garbage')).toMatchObject({ detail: 'proof_invalid' });
    expect(await register(client, await client.prove())).toMatchObject({ type: 'host_token' });
  });
});

it('[HT4] pins the first host: a second one with the same PT token is refused, the same one is not', async () => {
  const { session, client } = await stack.openHost();
  const second = await stack.connect({ pt_token: session.pt_token });
  expect(await second.host()).toMatchObject({ code: 'conflict', detail: 'session_already_hosted' });
  const { rooms } = stack.server.io.of(FIELDS_NAMESPACE).adapter;
  for (const room of [`session:${session.id}`, `generation:${session.id}:1`])
    expect(rooms.get(room)).toEqual(new Set([client.socket.id]));
  const again = await stack.connect({ pt_token: session.pt_token }, { keys: client.keys });
  expect(await again.host()).toMatchObject({ type: 'host_token' });
});

it('[HT4] takes a host for another one that has only one of its two keys', async () => {
  const { session, client } = await stack.openHost();
  const other = await createHostKeys();
  const { signing, sealing } = client.keys;
  for (const keys of [
    { signing, sealing: other.sealing },
    { signing: other.signing, sealing },
  ]) {
    const second = await stack.connect({ pt_token: session.pt_token }, { keys });
    expect(await second.host()).toMatchObject({ code: 'conflict', detail: 'session_already_hosted' });
    second.close();
  }
});

it('[HT5] resumes with the host token and its keys, and refuses the token without the keys', async () => {
  const { session, client, hosted } = await stack.openHost();
  client.close();
  const resumed = await stack.connect({ host_token: hosted.host_token }, { keys: client.keys });
  expect(resumed.established.next).toBe('host:resume');
  expect(await resumed.send('payment_status', {})).toMatchObject({
    detail: 'not_hosted',
    message: 'Prove the host first: send host:resume.',
  });
  expect(await register(resumed, await resumed.prove())).toMatchObject({ code: 'conflict', detail: 'already_hosted' });
  expect(await resumed.host()).toMatchObject({ type: 'host_resumed', session: { id: session.id, status: 'open' } });
  const thief = await stack.connect({ host_token: hosted.host_token }, { keys: await createHostKeys() });
  expect(await thief.host()).toMatchObject({ code: 'authentication_error', detail: 'proof_invalid' });
  const { values } = await stack.composed.deps.metrics.socketResumes.get();
  for (const outcome of ['complete', 'refused'])
    expect(values).toContainEqual({ labels: { namespace: 'fields', outcome }, value: 1 });
});

it('[HT6] serves nothing to a connection that has not proven its keys', async () => {
  const { client } = await proving();
  expect(await client.send('payment_status', {})).toMatchObject({ code: 'invalid_request', detail: 'not_hosted' });
  expect(await client.send('host:resume', { proof: await client.prove() })).toMatchObject({ detail: 'not_hosted' });
});

it('[HT6] does nothing for a host who had left when it was its turn', async () => {
  const { client } = await stack.openHost();
  const served = stack.server.io.of(FIELDS_NAMESPACE).sockets.get(client.socket.id ?? '') as FieldsSocket;
  client.close();
  await expect.poll(() => served.connected).toBe(false);
  const { deps } = stack.composed;
  const serving = { memory: createRequestMemory({ clock: deps.clock }), turns: createFairTurns() };
  const answer = await dispatch(deps, serving, served, 'payment_status', { request_id: 'req_left_behind' });
  expect(answer).toMatchObject({ code: 'conflict', detail: 'session_closed' });
});

it('[RQ3] never answers a new connection from the memory of another', async () => {
  const { session, client } = await proving();
  const request_id = 'req_the_same_everywhere';
  const keys = { signing: client.keys.signing.publicJwk, sealing: client.keys.sealing.publicJwk };
  const payload = { request_id, keys, observed_origin: SHOP_ORIGIN, proof: await client.prove() };
  const first = await client.send('host:hostToken', payload);
  expect(await client.send('host:hostToken', payload)).toEqual(first);
  const other = await stack.connect({ pt_token: session.pt_token });
  expect(await other.send('host:hostToken', payload)).toMatchObject({ detail: 'proof_invalid' });
});

describe('a sibling token', () => {
  const tokens = async (client: FieldsClient): Promise<FieldsAnswer<'host:siblingTokens'>['tokens']> =>
    succeeded(await client.send('host:siblingTokens', { kinds: ['card-exp', 'card-cvc'] })).tokens;

  it('[SB1] opens one sibling session, once', async () => {
    const { session, client } = await stack.openHost();
    const [exp] = await tokens(client);
    const connect = { sibling_token: exp?.sibling_token ?? '', kind: 'card-exp' } as const;
    const request_id = 'req_sibling_1';
    const first = await client.send('sibling:connect', { ...connect, request_id });
    expect(first).toMatchObject({ type: 'sibling_session', kind: 'card-exp', session_key: session.session_key });
    expect(await client.send('sibling:connect', { ...connect, request_id })).toEqual(first);
    expect(await client.send('sibling:connect', connect)).toMatchObject({ detail: 'sibling_token_spent' });
  });

  it('[SB2] serves neither another kind of field nor another host', async () => {
    const { client } = await stack.openHost();
    const [exp, cvc] = await tokens(client);
    const wrongKind = { sibling_token: exp?.sibling_token ?? '', kind: 'card-cvc' } as const;
    expect(await client.send('sibling:connect', wrongKind)).toMatchObject({ detail: 'sibling_token_mismatch' });
    const other = await stack.openHost();
    const stolen = { sibling_token: cvc?.sibling_token ?? '', kind: 'card-cvc' } as const;
    expect(await other.client.send('sibling:connect', stolen)).toMatchObject({ detail: 'sibling_token_mismatch' });
    expect(await client.send('sibling:connect', stolen)).toMatchObject({ type: 'sibling_session' });
  });

  it('[SB2] serves no host of another generation of its session', async () => {
    const { session, client } = await stack.openHost();
    const [exp] = await tokens(client);
    const renewed = await stack.request('POST', `/v1/sessions/${session.id}/token`);
    const reloaded = await stack.connect({ pt_token: (renewed.body as Session).pt_token });
    succeeded(await reloaded.host());
    const left = { sibling_token: exp?.sibling_token ?? '', kind: 'card-exp' } as const;
    expect(await reloaded.send('sibling:connect', left)).toMatchObject({ detail: 'sibling_token_mismatch' });
    reloaded.close();
  });
});

it('[RQ1] [RQ2] names every failure: unknown events, unknown parameters, missing ones', async () => {
  const { client } = await stack.openHost();
  const raw = (event: string, payload: unknown) => client.socket.timeout(5_000).emitWithAck(event, payload);
  expect(await raw('host:destroy', { request_id: 'req_12345' })).toMatchObject({
    type: 'error',
    request_id: 'req_12345',
    code: 'invalid_request',
    detail: 'unknown_event',
  });
  expect(await raw('payment_status', { request_id: 'req_12345', extra: 1 })).toMatchObject({
    code: 'validation_error',
    param: 'extra',
  });
  expect(await raw('host:calculateFee', { request_id: 'req_12345' })).toMatchObject({ param: 'method' });
  for (const garbage of [null, 7, 'text', [], { request_id: 'x' }]) {
    expect(await raw('payment_status', garbage)).toMatchObject({
      type: 'error',
      code: 'validation_error',
      request_id: expect.stringMatching(/^req_/),
    });
  }
});

it('[CH1] answers the fee that the session fixed', async () => {
  const { client } = await stack.openHost();
  expect(await client.send('host:calculateFee', { method: 'card' })).toMatchObject({
    fee_minor: 172,
    total_minor: 4900,
  });
  expect(await client.send('host:calculateFee', { method: 'ach' })).toMatchObject({ detail: 'method_not_allowed' });
});
