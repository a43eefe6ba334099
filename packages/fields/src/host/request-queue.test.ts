import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RequestQueue } from './request-queue.ts';
import type { Emit } from './request-queue.ts';

interface Sent {
  event: string;
  payload: { request_id: string };
  acknowledge(answer: unknown): void;
}

let sent: Sent[] = [];
const emit: Emit = (event, payload, acknowledge) =>
  sent.push({ event, payload: payload as Sent['payload'], acknowledge });
const last = (): Sent => sent.at(-1) ?? expect.fail('nothing was sent');
const feeAnswer = ({ payload }: Sent) => ({
  type: 'fee',
  request_id: payload.request_id,
  timestamp: '2026-11-01T00:00:00.000Z',
  fee_minor: 0,
  total_minor: 100,
});
const errorAnswer = ({ payload }: Sent, rest: object) => ({
  type: 'error',
  request_id: payload.request_id,
  timestamp: '2026-11-01T00:00:00.000Z',
  code: 'conflict',
  detail: 'd',
  message: 'No.',
  retryable: false,
  ...rest,
});
const process = { challenge_token: 'a.b.c', card: 'a.b.c.d.e' };

beforeEach(() => {
  sent = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe('requests', () => {
  it('wait for a connection and go out in the order in which they were asked', () => {
    const queue = new RequestQueue();
    void queue.request('host:calculateFee', { method: 'card' });
    void queue.request('payment_status', {});
    expect(sent).toHaveLength(0);
    queue.resume(emit);
    expect(sent.map(({ event }) => event)).toEqual(['host:calculateFee', 'payment_status']);
  });

  it('are repeated under the same id over the next connection when the acknowledgement was lost', async () => {
    const queue = new RequestQueue();
    queue.resume(emit);
    const answer = queue.request('host:calculateFee', { method: 'card' });
    const first = last();
    queue.pause();
    queue.resume(emit);
    expect(sent).toHaveLength(2);
    expect(last().payload).toEqual(first.payload);
    last().acknowledge(feeAnswer(last()));
    first.acknowledge(feeAnswer(first));
    expect(await answer).toMatchObject({ total_minor: 100 });
  });

  it('are repeated on a living connection that stays silent, and never after the answer', async () => {
    const queue = new RequestQueue();
    queue.resume(emit);
    const answer = queue.request('host:calculateFee', { method: 'card' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toHaveLength(2);
    last().acknowledge(feeAnswer(last()));
    await answer;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(2);
  });

  it('try again what the server calls retryable, under the same id', async () => {
    const queue = new RequestQueue();
    queue.resume(emit);
    const answer = queue.request('host:calculateFee', { method: 'card' });
    last().acknowledge(errorAnswer(last(), { code: 'rate_limited', retryable: true }));
    await vi.advanceTimersByTimeAsync(500);
    expect(new Set(sent.map(({ payload }) => payload.request_id)).size).toBe(1);
    last().acknowledge(feeAnswer(last()));
    expect(await answer).toMatchObject({ type: 'fee' });
  });

  it('try what is retryable four times more, each after twice as long, and then end with it', async () => {
    const queue = new RequestQueue();
    queue.resume(emit);
    const answer = queue.request('host:calculateFee', { method: 'card' });
    const ended = answer.catch((error: unknown) => error);
    for (const waitMs of [500, 1_000, 2_000, 4_000]) {
      const before = sent.length;
      last().acknowledge(errorAnswer(last(), { code: 'rate_limited', retryable: true }));
      await vi.advanceTimersByTimeAsync(waitMs - 1);
      expect(sent).toHaveLength(before);
      await vi.advanceTimersByTimeAsync(1);
      expect(sent).toHaveLength(before + 1);
    }
    last().acknowledge(errorAnswer(last(), { code: 'rate_limited', retryable: true }));
    expect(await ended).toMatchObject({ code: 'rate_limited', isInDoubt: false });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(5);
  });

  it('end with the code and detail of a refusal, which is no doubt', async () => {
    const queue = new RequestQueue();
    queue.resume(emit);
    const answer = queue.request('process_payment', process);
    last().acknowledge(errorAnswer(last(), { detail: 'amount_changed' }));
    await expect(answer).rejects.toMatchObject({ code: 'conflict', detail: 'amount_changed', isInDoubt: false });
  });

  it.each([
    ['a failure on the server', (answer: Sent) => errorAnswer(answer, { code: 'system_error' })],
    ['an answer that nobody understands', () => ({ type: 'payment_result' })],
  ])('leave a payment, or a saving, in doubt after %s', async (_title, answerOf) => {
    const queue = new RequestQueue();
    queue.resume(emit);
    for (const event of ['process_payment', 'tokenize_payment_method'] as const) {
      const answer = queue.request(event, process);
      last().acknowledge(answerOf(last()));
      await expect(answer).rejects.toMatchObject({ isInDoubt: true });
    }
  });

  it('go out once more under the id of an earlier one, whose own answer then counts no more', async () => {
    const queue = new RequestQueue();
    queue.resume(emit);
    const request_id = crypto.randomUUID();
    void queue.request('tokenize_payment_method', { ...process, request_id });
    const again = queue.request('tokenize_payment_method', { ...process, request_id });
    const [first, second] = sent as [Sent, Sent];
    expect(second.payload).toEqual(first.payload);
    first.acknowledge(errorAnswer(first, { code: 'system_error' }));
    second.acknowledge(errorAnswer(second, { detail: 'too_many_cards', code: 'rate_limited' }));
    await expect(again).rejects.toMatchObject({ detail: 'too_many_cards', isInDoubt: false });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(2);
  });

  it('are in doubt at the end of the session only where they were sent and could move money', async () => {
    const queue = new RequestQueue();
    const unsent = queue.request('process_payment', process);
    queue.close({ code: 'authentication_error', detail: 'expired', message: 'Over.' });
    await expect(unsent).rejects.toMatchObject({ isInDoubt: false });
    queue.resume(emit);
    const harmless = queue.request('payment_status', {});
    const payment = queue.request('process_payment', process);
    queue.close({ code: 'authentication_error', detail: 'expired', message: 'Over.' });
    await expect(harmless).rejects.toMatchObject({ isInDoubt: false });
    await expect(payment).rejects.toMatchObject({ isInDoubt: true });
  });
});
