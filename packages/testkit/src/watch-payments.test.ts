import { EventEmitter } from 'node:events';
import type { Page } from '@playwright/test';
import { describe, expect, it } from 'vitest';
import { expectCaptured, expectDeclined } from './expect-payment.ts';
import { paymentsIn, paymentsOf, watchPayments } from './watch-payments.ts';

const payment = (status: string, version: number, decline_code: string | null = null) => ({
  id: 'pay_01kbc6w0000000000000000000',
  status,
  version,
  decline_code,
});
const pushed = (of: object): string => `42/fields,${JSON.stringify(['payment:updated', of])}`;

/** As much of Playwright's page as the testkit listens to. */
function watchedPage() {
  const page = new EventEmitter();
  const socket = new EventEmitter();
  watchPayments(page as unknown as Page);
  watchPayments(page as unknown as Page);
  page.emit('websocket', socket);
  return {
    page: page as unknown as Page,
    hear: (payload: string | Buffer) => socket.emit('framereceived', { payload }),
  };
}

describe('the payments of a page', () => {
  it('are found in acknowledgements, pushes and sessions, and in nothing else', () => {
    expect(paymentsIn(pushed(payment('captured', 3)))).toEqual([payment('captured', 3)]);
    expect(
      paymentsIn(`43/fields,7[{"type":"payment_result","payment":${JSON.stringify(payment('authorized', 2))}}]`),
    ).toEqual([payment('authorized', 2)]);
    expect(paymentsIn(`43/fields,1[{"session":{"payment":${JSON.stringify(payment('authorized', 2))}}}]`)).toHaveLength(
      1,
    );
    for (const other of ['2', '40/fields,{"sid":"x"}', '42/fields,["half', '43/fields,1[{"fee_minor":3}]'])
      expect(paymentsIn(other)).toEqual([]);
  });

  it('only ever rise in version, though pushes and answers overtake each other', () => {
    const { page, hear } = watchedPage();
    hear(pushed(payment('captured', 3)));
    hear(Buffer.from(pushed(payment('authorized', 2))));
    expect(paymentsOf(page)).toEqual([payment('captured', 3)]);
  });

  it('are awaited, and what came instead is said', async () => {
    const { page, hear } = watchedPage();
    const captured = expectCaptured(page);
    setTimeout(() => hear(pushed(payment('captured', 3))), 20);
    expect(await captured).toMatchObject({ status: 'captured' });
    await expect(expectDeclined(page, 'insufficient_funds', { timeoutMs: 10 })).rejects.toThrow(
      'Expected a payment that is declined (insufficient_funds) within 10 ms, but payment pay_01kbc6w0000000000000000000 is captured.',
    );
  });

  it('cannot be asked for where nobody watches, and the error says what to call', async () => {
    await expect(expectCaptured(new EventEmitter() as unknown as Page)).rejects.toThrow(
      'call watchPayments(page) before page.goto(…)',
    );
  });
});
