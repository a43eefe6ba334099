import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebhookEvent } from '@fieldfare/node';
import { OrderStore } from './order-store.ts';
import { isPaid, noteWebhook } from './webhook-desk.ts';

let folder: string;
let orders: OrderStore;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'shop-'));
  orders = new OrderStore(folder);
  orders.save({ id: 'order', cart: { quantity: 1, hasSeedling: false }, sessionId: 'sess_1' });
});
afterEach(() => rmSync(folder, { recursive: true }));

const event = (status: string, version: number, reference: string | null = 'order', id = 'pay_1') =>
  ({ type: `payment.${status}`, data: { object: 'payment', id, status, version, reference } }) as WebhookEvent;

describe('an order', () => {
  it('is paid once its payment is authorized, also after a restart', () => {
    expect(noteWebhook(orders, event('authorized', 2))).toBe('order_updated');
    expect(isPaid(new OrderStore(folder).find('order') ?? {})).toBe(true);
  });

  it('hears of nothing twice, and of nothing older than what it knows', () => {
    noteWebhook(orders, event('captured', 4));
    expect(noteWebhook(orders, event('captured', 4))).toBe('known_already');
    expect(noteWebhook(orders, event('authorized', 2))).toBe('known_already');
    expect(orders.find('order')?.payment).toEqual({ id: 'pay_1', status: 'captured', version: 4 });
  });

  it('is not paid by a try that was declined, but by the next one', () => {
    noteWebhook(orders, event('declined', 2));
    expect(isPaid(orders.find('order') ?? {})).toBe(false);
    noteWebhook(orders, event('authorized', 2, 'order', 'pay_2'));
    expect(isPaid(orders.find('order') ?? {})).toBe(true);
  });

  it.each([
    event('authorized', 2, 'another'),
    event('authorized', 2, null),
    { type: 'webhook_endpoint.test', data: { object: 'webhook_endpoint' } } as WebhookEvent,
  ])('that is not ours is left alone', (foreign) => {
    expect(noteWebhook(orders, foreign)).toBe('not_ours');
  });
});
