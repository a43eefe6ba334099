import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DOCUMENT_TYPES, newId } from '@fieldfare/protocol';
import type { FrameMessage, HostMessage, PaymentAction, PaymentResult, SealedValue } from '@fieldfare/protocol';
import { generateHostKeys } from '../crypto/generate-host-keys.ts';
import type { HostKeys } from '../crypto/generate-host-keys.ts';
import { sealJwe } from '../crypto/seal-jwe.ts';
import { Words } from '../words/words.ts';
import { Challenge } from './challenge.ts';
import type { HostSession } from './handshake.ts';
import { RequestError } from './request-error.ts';
import type { RequestQueue } from './request-queue.ts';

const ACTION: PaymentAction = {
  id: newId('action'),
  type: 'challenge',
  form: { type: 'code', digits: 6 },
  tries_left: 3,
  expires_at: '2026-12-01T00:00:00.000Z',
};
const ID = newId('payment');
const payment = (status: string, action: PaymentAction | null) => ({ id: ID, status, action }) as PaymentResult;
const SESSION = {
  hostToken: 'h.h.h',
  payloadKeyDocument: 'p.p.p',
  serverTime: '2026-11-28T12:00:00.000Z',
  claims: { session_key: 'session-key' },
  view: { total_minor: 2500, currency: 'USD', merchant_name: 'Demo Store' },
} as HostSession;

const ports: MessagePort[] = [];
const request = vi.fn<(event: string, body: object) => Promise<unknown>>();
let keys: HostKeys;
let sent: FrameMessage[];
let heard: HostMessage[];

beforeEach(async () => {
  request.mockReset();
  sent = [];
  heard = [];
  keys = await generateHostKeys();
});
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** A host whose bank asks, with the other end of the line to the frame that was opened for it. */
function asked() {
  const challenge = new Challenge({
    requests: { request } as unknown as RequestQueue,
    keys: Promise.resolve(keys),
    words: new Words(),
    session: () => SESSION,
    learned: () => undefined,
    send: (message) => sent.push(message),
  });
  const decided = challenge.run(payment('requires_action', ACTION));
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  port2.addEventListener('message', ({ data }) => heard.push(data as HostMessage));
  port2.start();
  challenge.join(port1);
  return { challenge, decided, port: port2 };
}

async function sealed(value: Partial<SealedValue> = {}): Promise<string> {
  const content: SealedValue = { session_key: 'session-key', kind: 'challenge', call: 1, value: '123456', ...value };
  return sealJwe(keys.publicKeys.sealing, { typ: DOCUMENT_TYPES.sealedValue }, JSON.stringify(content));
}

describe('the bank’s question', () => {
  it('says in its frame what is paid to whom, and puts the answer to the bank', async () => {
    request.mockResolvedValue({ payment: payment('authorized', null) });
    const { decided, port } = asked();
    await vi.waitFor(() =>
      expect(heard).toMatchObject([{ type: 'challenge', merchant_name: 'Demo Store', amount: '$25.00', digits: 6 }]),
    );
    port.postMessage({ type: 'answer', sealed: await sealed() });
    expect(await decided).toMatchObject({ status: 'authorized' });
    expect(request.mock.calls).toEqual([['complete_action', { action_id: ACTION.id, code: '123456' }]]);
    expect(sent).toEqual([
      { type: 'challenge', open: true },
      { type: 'challenge', open: false },
    ]);
  });

  it('asks again after a wrong code, with the tries that are left', async () => {
    request.mockResolvedValue({ payment: payment('requires_action', { ...ACTION, tries_left: 2 }) });
    const { port } = asked();
    port.postMessage({ type: 'answer', sealed: await sealed() });
    await vi.waitFor(() => expect(heard.at(-1)).toMatchObject({ has_failed: true, tries_left: 2 }));
  });

  it('puts no answer to the bank that was sealed for another session, for a field, or by nobody', async () => {
    const { port, challenge, decided } = asked();
    port.postMessage({ type: 'answer', sealed: await sealed({ session_key: 'another' }) });
    port.postMessage({ type: 'answer', sealed: await sealed({ kind: 'card-cvc' }) });
    port.postMessage({ type: 'answer', sealed: 'a.b.c.d.e' });
    port.postMessage({ type: 'answer', sealed: '123456', surplus: true });
    request.mockResolvedValue({ payment: payment('declined', null) });
    await challenge.dismiss();
    await decided;
    expect(request.mock.calls.map(([event]) => event)).toEqual(['abandon_action']);
  });

  it('looks the outcome up where the answer to it was lost', async () => {
    request.mockRejectedValueOnce(new RequestError('system_error', 'bad_answer', 'What?', true));
    request.mockResolvedValueOnce({ session: { payment: payment('authorized', null) } });
    const { port, decided } = asked();
    port.postMessage({ type: 'answer', sealed: await sealed() });
    expect(await decided).toMatchObject({ status: 'authorized' });
    expect(request.mock.calls.map(([event]) => event)).toEqual(['complete_action', 'payment_status']);
  });

  it('is taken away when the payment is decided by other hands', async () => {
    request.mockResolvedValue({ session: { payment: payment('canceled', null) } });
    const { challenge, decided } = asked();
    challenge.onUpdate({ id: ID, status: 'canceled' } as PaymentResult);
    expect(await decided).toMatchObject({ status: 'canceled' });
  });

  it('is given up by a signal', async () => {
    request.mockResolvedValue({ payment: payment('declined', null) });
    const { challenge } = asked();
    const decided = challenge.run(payment('requires_action', ACTION), AbortSignal.abort());
    expect(await decided).toMatchObject({ status: 'declined' });
    expect(request.mock.calls[0]).toEqual(['abandon_action', { action_id: ACTION.id }]);
  });
});
