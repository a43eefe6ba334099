import { beforeEach, describe, expect, it, vi } from 'vitest';
import { newId, TOKEN_KINDS } from '@fieldfare/protocol';
import type { FrameMessage, PaymentUpdate, PtClaims } from '@fieldfare/protocol';
import { encodePart } from '../crypto/base64url.ts';
import type { FrameConfig } from '../frame/frame-config.ts';
import type { HostContext } from '../frame/host-contract.ts';
import { Words } from '../words/words.ts';
import type { LineEvents } from './line.ts';
import { startHost } from './start-host.ts';

const { lines } = vi.hoisted(() => ({ lines: [] as { events: LineEvents; opened: number; closed: string[] }[] }));
vi.mock('./line.ts', () => ({
  Line: class {
    readonly #line: (typeof lines)[number];
    constructor(_origin: string, events: LineEvents) {
      this.#line = { events, opened: 0, closed: [] };
      lines.push(this.#line);
    }
    open(): void {
      this.#line.opened += 1;
    }
    close(detail: string): void {
      this.#line.closed.push(detail);
    }
  },
}));

vi.mock('./handshake.ts', () => ({
  shakeHands: async () => ({
    hostToken: 'the host token',
    claims: { generation: 1 },
    location: 'allowed',
    view: SAVED_CARD_VIEW,
  }),
}));

const MERCHANT = newId('merchant');
const SAVED_CARD_VIEW = {
  revision: 1,
  methods: ['card'],
  saved_method: { id: 'pm_1', method: { type: 'card', brand: 'american-express', last4: '0005' }, code: 'required' },
  payment: null,
};
const CONFIG: FrameConfig = {
  merchant_uid: MERCHANT,
  origin: 'https://shop.example',
  fields_origin: 'https://fields.example',
  payments_origin: 'https://pay.example',
  root_thumbprints: [],
  catalogs: { hash: 'h', languages: [] },
  fonts: [],
  bin_digits: 0,
};
const GREETING = {
  type: 'connection_established',
  merchant_uid: MERCHANT,
  session_key: 'k',
  nonce: 'n',
  next: 'host:hostToken',
  server_time: '2026-11-28T12:00:00.000Z',
} as const;
let sent: FrameMessage[];

function ptToken(claims: Partial<PtClaims> = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const content = {
    iss: 'i',
    aud: TOKEN_KINDS.pt.aud,
    iat: now,
    exp: now + 900,
    jti: 'j',
    merchant_uid: MERCHANT,
    origin: CONFIG.origin,
    session: newId('session'),
    session_key: 'k',
    generation: 1,
    key_id: newId('apiKey'),
    mode: 'test',
    page_may: [],
    ...claims,
  };
  return `${encodePart({})}.${encodePart(content)}.sig`;
}

function host(field: HostContext['field'] = null) {
  const send = (message: FrameMessage): unknown => sent.push(message);
  const runtime = startHost({ config: CONFIG, frame: 'frame-id', field, words: new Words(), send });
  const line = lines.at(-1);
  if (line === undefined) throw new Error('no line');
  return { runtime, line };
}

const errors = () => sent.flatMap((message) => (message.type === 'error' ? [message.error.detail] : []));

beforeEach(() => {
  sent = [];
  lines.length = 0;
});

describe('a host', () => {
  it('opens the session of a token that its own page hands over', () => {
    const { runtime, line } = host();
    const token = ptToken();
    runtime.open(token, CONFIG.origin);
    expect(line.opened).toBe(1);
    expect(line.events.auth()).toEqual({ protocol: 1, pt_token: token });
  });

  it('comes back by its host token, which outlives the one that opened the session', async () => {
    const { runtime, line } = host();
    runtime.open(ptToken(), CONFIG.origin);
    await line.events.established(GREETING, () => {});
    expect(line.events.auth()).toEqual({ protocol: 1, host_token: 'the host token' });
  });

  it.each([
    ['a page of another origin', ptToken(), 'https://evil.example', 'origin_mismatch'],
    [
      'a token for another origin',
      ptToken({ origin: 'https://evil.example' }),
      'https://shop.example',
      'origin_mismatch',
    ],
    [
      'a token for the origin of another page',
      ptToken({ origin: 'https://evil.example' }),
      'https://evil.example',
      'origin_mismatch',
    ],
    [
      'a token of another merchant',
      ptToken({ merchant_uid: newId('merchant') }),
      'https://shop.example',
      'merchant_mismatch',
    ],
    ['a token of another kind', ptToken({ aud: TOKEN_KINDS.host.aud }), 'https://shop.example', 'invalid_token'],
    ['no token at all', 'nonsense', 'https://shop.example', 'invalid_token'],
  ])('opens nothing for %s', (_title, token, origin, detail) => {
    const { runtime, line } = host();
    runtime.open(token, origin);
    expect(line.opened).toBe(0);
    expect(errors()).toEqual([detail]);
  });

  it('asks the page once for a new token when its own has run out, and then gives up aloud', () => {
    const { runtime, line } = host();
    runtime.open(ptToken(), CONFIG.origin);
    line.events.refused({ status: 401, detail: 'token_expired' });
    expect(sent.at(-1)).toEqual({ type: 'session_needed', detail: 'token_expired' });
    runtime.open(ptToken(), CONFIG.origin);
    line.events.refused({ status: 401, detail: 'token_expired' });
    expect(errors()).toEqual(['token_expired']);
    expect(line.closed).toEqual(['token_expired', 'token_expired']);
  });

  it('says where it was closed for another page, and does not fight for the session', () => {
    const { runtime, line } = host();
    runtime.open(ptToken(), CONFIG.origin);
    line.events.pushed('session:closed', { reason: 'new_generation' });
    expect(errors()).toEqual(['new_generation']);
    expect(line.closed).toEqual(['new_generation']);
  });

  it('tells the page of a payment in the order of its versions, whatever order they arrive in', () => {
    const { line } = host();
    const id = newId('payment');
    const update = (version: number, of = id) => ({ id: of, version, status: 'authorized' }) as PaymentUpdate;
    for (const version of [2, 1, 2, 4, 3]) line.events.pushed('payment:updated', update(version));
    line.events.pushed('payment:updated', update(1, newId('payment')));
    expect(sent.flatMap((message) => (message.type === 'status' ? [message.payment.version] : []))).toEqual([2, 4, 1]);
  });

  it.each(['pay', 'tokenize'] as const)(
    'answers %s that it cannot serve, instead of leaving the page waiting',
    async (type) => {
      const { runtime } = host();
      runtime.onPageMessage({ type, call: 7, method: 'card' }, []);
      await vi.waitFor(() =>
        expect(sent.at(-1)).toMatchObject({
          type: 'result',
          call: 7,
          result: { status: 'error', error: { detail: 'field_missing' } },
        }),
      );
    },
  );

  it('of a saved card misses no field, and waits for its session', async () => {
    const { runtime } = host();
    runtime.open(ptToken({ saved_card: true }), CONFIG.origin);
    runtime.onPageMessage({ type: 'pay', call: 7, method: 'card' }, []);
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
    expect(sent.filter(({ type }) => type === 'result')).toEqual([]);
    runtime.onPageMessage({ type: 'abort', call: 7 }, []);
    await vi.waitFor(() => expect(sent.at(-1)).toMatchObject({ result: { error: { detail: 'aborted' } } }));
  });

  it('of a saved card checks the code again by the card’s brand, which comes with the session, before it asks for anything', async () => {
    const problem = { code: 'cvc_incomplete', message: 'Your card’s security code is incomplete.' };
    let brand: string | null = null;
    const code = {
      kind: 'card-cvc',
      value: () => '123',
      validate: () => (brand === 'american-express' ? problem : null),
      setBrand: (told: string | null) => (brand = told),
    } as unknown as HostContext['field'];
    const { runtime, line } = host(code);
    runtime.open(ptToken({ saved_card: true }), CONFIG.origin);
    runtime.onPageMessage({ type: 'pay', call: 7, method: 'card' }, []);
    const asked: string[] = [];
    await line.events.established({} as never, (event) => void asked.push(event));
    await vi.waitFor(() =>
      expect(sent.at(-1)).toMatchObject({
        call: 7,
        result: { status: 'invalid', error: { detail: 'cvc_incomplete', frame: 'frame-id' } },
      }),
    );
    expect(asked).toEqual([]);
  });
});
