import { expect, test, vi } from 'vitest';
import { aPayment } from '../testing/a-payment.ts';
import { paymentsListener } from './payments-listener.ts';

const push = (payload: unknown) =>
  ({
    type: 'payment:updated',
    payload,
    timestamp: '2026-11-01T10:00:00.000Z',
    correlation_id: null,
    room: 'merchant:mer_1:payments',
    sequence: 1,
  }) as never;

test('takes a payment that was pushed, and reads again what it does not understand', () => {
  const [onPayment, onResync] = [vi.fn<(payment: unknown) => void>(), vi.fn<() => void>()];
  const listener = paymentsListener({ onPayment, onResync });
  const payment = aPayment();
  listener.push(push(payment));
  expect(onPayment).toHaveBeenCalledExactlyOnceWith(payment);
  expect(onResync).not.toHaveBeenCalled();
  listener.push(push({ of: 'another version' }));
  expect(onResync).toHaveBeenCalledTimes(1);
});

test('reads everything once the room is heard', () => {
  const onResync = vi.fn<() => void>();
  paymentsListener({ onPayment: () => undefined, onResync }).subscribed?.({ isComplete: true });
  expect(onResync).toHaveBeenCalledTimes(1);
});
