import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FieldProblem, FieldState, FrameMessage } from '@fieldfare/protocol';
import { generateHostKeys } from '../crypto/generate-host-keys.ts';
import type { HostKeys } from '../crypto/generate-host-keys.ts';
import { jwkThumbprint } from '../crypto/jwk-thumbprint.ts';
import { verifyHostToken, verifyKeyDocument } from '../crypto/verify-documents.ts';
import type { FieldValue } from '../frame/host-contract.ts';
import type { HostSession } from '../host/handshake.ts';
import { KINDS_OF_METHOD } from '../kinds/kinds-of-method.ts';
import { RequestQueue } from '../host/request-queue.ts';
import type { Emit } from '../host/request-queue.ts';
import { Siblings } from '../host/siblings.ts';
import { fakeServer } from '../testing/fake-server.ts';
import { answerForKey } from './confirm-key.ts';
import { joinHost } from './join-host.ts';

const ports: MessagePort[] = [];
const channels: BroadcastChannel[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
  for (const channel of channels.splice(0)) channel.close();
});

/** A host and one sibling as they stand on a page, their line made by the page, the payment server played by the test. */
async function page({ problem = null, isGenuine = true }: { problem?: FieldProblem | null; isGenuine?: boolean } = {}) {
  const server = await fakeServer();
  const keys = await generateHostKeys();
  const events: string[] = [];
  const requests = new RequestQueue();
  requests.resume(answering(events));
  const siblings = new Siblings(requests, Promise.resolve(keys), () => undefined);
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  if (isGenuine) channels.push(answerForKey(server.config.merchant_uid, await jwkThumbprint(keys.publicKeys.sealing)));
  const overheard: unknown[] = [];
  const toPage: FrameMessage[] = [];
  const brands: unknown[] = [];
  const field: FieldValue = {
    kind: 'card-cvc',
    state: { brand: null } as FieldState,
    value: () => '987',
    validate: () => problem,
    setBrand: (brand) => brands.push(brand),
    setCountry: (country) => brands.push(country),
  };
  joinHost({ config: server.config, field, port: spied(port2, overheard), send: (message) => toPage.push(message) });
  siblings.add('frame-of-cvc', 'card-cvc', port1);
  return { server, keys, siblings, events, overheard, toPage, brands };
}

function spied(port: MessagePort, overheard: unknown[]): MessagePort {
  const post = port.postMessage.bind(port);
  port.postMessage = (message: unknown) => {
    overheard.push(message);
    post(message);
  };
  return port;
}

function answering(events: string[]): Emit {
  return (event, payload, acknowledge) => {
    events.push(event);
    const { request_id } = payload as { request_id: string };
    const answer = { request_id, timestamp: '2026-11-01T00:00:00.000Z' };
    if (event === 'host:siblingTokens')
      acknowledge({ type: 'sibling_tokens', ...answer, tokens: [{ kind: 'card-cvc', sibling_token: 'a.b.c' }] });
    else acknowledge({ type: 'sibling_session', ...answer, kind: 'card-cvc', session_key: 'session-key' });
  };
}

async function sessionOf({
  server,
  keys,
}: {
  server: Awaited<ReturnType<typeof fakeServer>>;
  keys: HostKeys;
}): Promise<HostSession> {
  const payloadKeyDocument = await server.keyDocument();
  const hostToken = await server.hostToken(keys.publicKeys);
  const now = new Date();
  const keyClaims = await verifyKeyDocument(payloadKeyDocument, server.config.root_thumbprints, now);
  const claims = await verifyHostToken(hostToken, keyClaims, now);
  return { hostToken, payloadKeyDocument, keys: keyClaims, claims, serverTime: now.toISOString() } as HostSession;
}

describe('host and sibling', () => {
  it('meet once the session is open, and the value travels sealed', async () => {
    const { siblings, events, overheard, ...rest } = await page();
    siblings.useSession(await sessionOf(rest));
    const { problems, values } = siblings.collect(1, KINDS_OF_METHOD.card);
    expect(await problems).toEqual([]);
    expect(await values).toEqual([['card-cvc', '987']]);
    expect(events).toEqual(['host:siblingTokens', 'sibling:connect']);
    expect(JSON.stringify(overheard)).not.toContain('987');
  });

  it('hear of each other what the one needs that the other knows: a brand, a country', async () => {
    const { server, siblings, brands } = await page();
    const others: FieldValue = {
      kind: 'address-country',
      state: { brand: 'visa' } as FieldState,
      value: () => 'CA',
      validate: () => null,
      setBrand: () => undefined,
      setCountry: () => undefined,
    };
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    siblings.add('frame-of-others', 'address-country', port1);
    joinHost({ config: server.config, field: others, port: port2, send: () => undefined });
    await vi.waitFor(() => expect(brands).toEqual(expect.arrayContaining(['visa', 'CA'])));
  });

  it('check at once, but hand over nothing before the host is verified', async () => {
    const { siblings, overheard, ...rest } = await page();
    const { problems, values } = siblings.collect(1, KINDS_OF_METHOD.card);
    expect(await problems).toEqual([]);
    expect(overheard).toEqual([{ type: 'checked', call: 1, problem: null }]);
    siblings.useSession(await sessionOf(rest));
    expect(await values).toEqual([['card-cvc', '987']]);
  });

  it('tell which field is wrong, and then no value', async () => {
    const problem = { code: 'cvc_incomplete', message: 'The security code is incomplete.' };
    const { siblings, overheard, ...rest } = await page({ problem });
    siblings.useSession(await sessionOf(rest));
    expect(await siblings.collect(1, KINDS_OF_METHOD.card).problems).toEqual([{ ...problem, frame: 'frame-of-cvc' }]);
    expect(overheard.some((message) => JSON.stringify(message).includes('value'))).toBe(false);
  });

  it('share the brand, which decides how long a security code is', async () => {
    const { siblings, brands } = await page();
    siblings.setBrand('american-express');
    await expect.poll(() => brands).toEqual([null, 'american-express']);
  });

  it(
    'stay strangers where no frame of this origin holds the key, though the server signed it',
    { timeout: 10_000 },
    async () => {
      const { siblings, overheard, toPage, ...rest } = await page({ isGenuine: false });
      siblings.useSession(await sessionOf(rest));
      void siblings.collect(1, KINDS_OF_METHOD.card);
      await expect
        .poll(() => toPage, { timeout: 6_000 })
        .toMatchObject([{ type: 'error', error: { detail: 'host_not_verified' } }]);
      expect(overheard).toContainEqual({ type: 'refused', detail: 'host_not_verified' });
      expect(overheard.some((message) => (message as { type: string }).type === 'value')).toBe(false);
    },
  );

  it.each([
    ['another merchant', { merchant_uid: 'mer_00000000000000000000000000' }],
    ['another page', { origin: 'https://evil.example' }],
  ])('stay strangers where the host token is for %s', async (_title, claims) => {
    const { siblings, server, keys, toPage } = await page();
    const session = await sessionOf({ server, keys });
    siblings.useSession({ ...session, hostToken: await server.hostToken(keys.publicKeys, claims) });
    await expect.poll(() => toPage).toMatchObject([{ type: 'error', error: { detail: 'host_not_verified' } }]);
  });
});
