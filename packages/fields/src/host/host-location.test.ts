import type { FieldsPushPayload, FrameMessage, LocationStatus, PtClaims } from '@fieldfare/protocol';
import { newId, TOKEN_KINDS } from '@fieldfare/protocol';
import { beforeEach, expect, it, vi } from 'vitest';
import { encodePart } from '../crypto/base64url.ts';
import { fakeServer, ORIGIN } from '../testing/fake-server.ts';
import { Words } from '../words/words.ts';
import type { LineEvents } from './line.ts';
import type { Emit } from './request-queue.ts';
import { startHost } from './start-host.ts';

const { lines } = vi.hoisted(() => ({ lines: [] as LineEvents[] }));
vi.mock('./line.ts', () => ({
  Line: class {
    constructor(_origin: string, events: LineEvents) {
      lines.push(events);
    }
    open(): void {}
    close(): void {}
  },
}));

beforeEach(() => {
  lines.length = 0;
});

/** A host that has shaken hands with a server that says so of its location and answers `host:location` so. */
async function hostAt(location: LocationStatus, answer: object) {
  const server = await fakeServer();
  const sent: FrameMessage[] = [];
  const asked: string[] = [];
  const send = (message: FrameMessage) => void sent.push(message);
  const runtime = startHost({ config: server.config, frame: 'frame-id', field: null, words: new Words(), send });
  const claims: Partial<PtClaims> = {
    iss: 'i',
    aud: TOKEN_KINDS.pt.aud,
    iat: 1,
    exp: 2,
    jti: 'j',
    merchant_uid: server.config.merchant_uid,
    origin: ORIGIN,
    session: newId('session'),
    session_key: 'k',
    generation: 1,
    key_id: newId('apiKey'),
    mode: 'test',
    page_may: [],
  };
  runtime.open(`${encodePart({})}.${encodePart(claims)}.sig`, ORIGIN);
  const timestamp = new Date().toISOString();
  const answerTo = async (event: string, payload: object, acknowledge: (answer: unknown) => void) => {
    asked.push(event);
    const { request_id } = payload as { request_id: string };
    if (event !== 'host:hostToken') return acknowledge({ request_id, timestamp, ...answer });
    const { keys } = payload as { keys: Parameters<typeof server.hostToken>[0] };
    acknowledge({
      type: 'host_token',
      request_id,
      timestamp,
      host_token: await server.hostToken(keys),
      session_key: 'k',
      payload_key: await server.keyDocument(),
      session: {
        id: newId('session'),
        status: 'open',
        revision: 1,
        kind: 'payment',
        merchant_uid: server.config.merchant_uid,
        merchant_name: 'Shop',
        amount_minor: 1000,
        fee_minor: 0,
        total_minor: 1000,
        currency: 'USD',
        methods: ['card'],
        page_may: [],
        saved_method: null,
        payment: null,
        expires_at: timestamp,
      },
      location,
      server_time: timestamp,
    });
  };
  const emit: Emit = (...request) => void answerTo(...request);
  const greeting: FieldsPushPayload<'connection_established'> = {
    type: 'connection_established',
    merchant_uid: server.config.merchant_uid,
    session_key: 'k',
    nonce: 'n',
    next: 'host:hostToken',
    server_time: timestamp,
  };
  await lines[0]?.established(greeting, emit);
  return { asked, sent };
}

const GRANTED = { type: 'location', status: 200 };

it('[LO1] says nothing of its location where nobody wants to know it', async () => {
  const { asked } = await hostAt('allowed', GRANTED);
  lines[0]?.pushed('location:updated', { status: 'allowed' });
  expect(asked).toEqual(['host:hostToken']);
});

it('[LO3] sends host:location by itself where it is required, and again when the lists change', async () => {
  const { asked, sent } = await hostAt('required', GRANTED);
  lines[0]?.pushed('location:updated', { status: 'required' });
  expect(asked).toEqual(['host:hostToken', 'host:location', 'host:location']);
  expect(sent.filter(({ type }) => type === 'error')).toEqual([]);
});

it('[LO2] tells the page before the shopper has typed in vain', async () => {
  const message = 'This merchant does not take payments from your country.';
  const refusal = {
    type: 'error',
    code: 'permission_denied',
    detail: 'country_not_allowed',
    message,
    retryable: false,
  };
  const { sent } = await hostAt('not_allowed', refusal);
  await vi.waitFor(() =>
    expect(sent.at(-1)).toMatchObject({ type: 'error', error: { detail: 'country_not_allowed', message } }),
  );
});
