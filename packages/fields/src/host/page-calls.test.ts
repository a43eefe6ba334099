import { newId } from '@fieldfare/protocol';
import type { CallResult, FieldsEvent, SessionView } from '@fieldfare/protocol';
import { expect, it, vi } from 'vitest';
import { generateHostKeys } from '../crypto/generate-host-keys.ts';
import { verifyKeyDocument } from '../crypto/verify-documents.ts';
import { fakeServer } from '../testing/fake-server.ts';
import { Words } from '../words/words.ts';
import type { HostSession } from './handshake.ts';
import { PageCalls } from './page-calls.ts';
import type { PageCallsDeps } from './page-calls.ts';
import { RequestQueue } from './request-queue.ts';

interface Sent {
  event: FieldsEvent;
  payload: { request_id: string; card?: string };
}

const SAVED = {
  id: newId('paymentMethod'),
  method: { type: 'card', brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2034, bank_name: null },
};
const FAILED = { code: 'system_error', detail: 'database_down', message: 'Try again.', retryable: false };
const EXPIRED = { ...FAILED, code: 'authentication_error', detail: 'token_expired' };

/** A host whose page saves a card, before a server that answers each saving as `answers` say, in turn, and then no more. */
async function saving(answers: object[]) {
  const server = await fakeServer();
  const keys = await verifyKeyDocument(await server.keyDocument(), server.config.root_thumbprints, new Date());
  const shown = { amount_minor: 0, total_minor: 0, currency: 'USD' };
  const paid = { id: newId('payment'), status: 'authorized' };
  const view = {
    id: newId('session'),
    merchant_uid: server.config.merchant_uid,
    saved_method: null,
    payment: paid,
    ...shown,
  };
  const sent: Sent[] = [];
  const requests = new RequestQueue();
  requests.resume((event, payload, acknowledge) => {
    sent.push({ event, payload: payload as Sent['payload'] });
    const head = { request_id: (payload as Sent['payload']).request_id, timestamp: new Date().toISOString() };
    if (event === 'host:challengeToken')
      acknowledge({
        ...head,
        type: 'challenge',
        challenge_token: 'a.b.c',
        challenge: `chal_${sent.length}`,
        expires_at: head.timestamp,
        fee_minor: 0,
      });
    else if (event === 'tokenize_payment_method') {
      const answer = answers.shift();
      if (answer) acknowledge({ ...head, type: 'error', ...answer });
    } else acknowledge({ ...head, ...FAILED, type: 'error' });
  });
  const results: CallResult[] = [];
  const values = [
    ['card-number', '4242424242424242'],
    ['card-exp', '1234'],
    ['card-cvc', '123'],
  ] as const;
  const calls = new PageCalls({
    requests,
    keys: generateHostKeys(),
    words: new Words(),
    frame: 'frame-id',
    field: null,
    siblings: { collect: () => ({ problems: Promise.resolve([]), values: Promise.resolve([...values]) }) },
    session: () => Promise.resolve({ keys, view: view as unknown as SessionView } as HostSession),
    hasSavedCard: () => false,
    learned: () => undefined,
    showSession: () => undefined,
    answer: (_call: number, result: CallResult) => results.push(result),
  } as unknown as PageCallsDeps);
  const save = async (): Promise<CallResult | undefined> => {
    await calls.begin({ type: 'tokenize', call: results.length, method: 'card' });
    return results.at(-1);
  };
  return { save, savings: () => sent.filter(({ event }) => event === 'tokenize_payment_method'), sent };
}

it('a saving whose answer was lost is unknown, and the next call asks for it first, under its id', async () => {
  const { save, savings, sent } = await saving([FAILED, { type: 'payment_method', payment_method: SAVED }]);
  expect(await save()).toMatchObject({ status: 'unknown', payment: null, error: { detail: 'database_down' } });
  expect(sent.map(({ event }) => event)).not.toContain('payment_status');
  expect(await save()).toMatchObject({ status: 'saved', payment_method: { id: SAVED.id }, error: null });
  const [first, second] = savings();
  expect(second).toEqual(first);
});

it('where it certainly saved nothing, the next call sends what the fields hold now, and ends the doubt', async () => {
  const saved = { type: 'payment_method', payment_method: SAVED };
  const { save, savings } = await saving([FAILED, EXPIRED, saved, saved]);
  expect(await save()).toMatchObject({ status: 'unknown' });
  expect(await save()).toMatchObject({ status: 'saved' });
  expect(await save()).toMatchObject({ status: 'saved' });
  const [first, again, anew, next] = savings().map(({ payload }) => payload);
  expect(again).toEqual(first);
  expect(new Set([first?.request_id, anew?.request_id, next?.request_id]).size).toBe(3);
  expect(anew?.card).not.toBe(first?.card);
});

it('a saving that the server leaves unanswered is unknown once patience ends', async () => {
  vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(AbortSignal.abort(new DOMException('late', 'TimeoutError')));
  const { save } = await saving([]);
  expect(await save()).toMatchObject({ status: 'unknown', error: { detail: 'unreachable' } });
  vi.restoreAllMocks();
});
