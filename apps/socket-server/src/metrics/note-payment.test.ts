import type { MoveVerdict, PaymentMove } from '@fieldfare/payments';
import { expect, it } from 'vitest';
import { logPaymentMove } from '../engine/log-payment-move.ts';
import type { Log } from '../logging/logger.ts';
import { createMetrics } from './create-metrics.ts';
import { notePaymentMove } from './note-payment.ts';

const move = (type: string, status?: string) =>
  ({
    event: { type },
    requestId: null,
    patch: status === undefined ? {} : { status },
    actor: { type: 'system', id: null },
  }) as unknown as PaymentMove;
const committed = (status: string) =>
  ({
    type: 'committed',
    payment: {
      id: 'pay_1',
      status,
      mode: 'live',
      currency: 'USD',
      authorizedMinor: 900,
      merchantId: 'mer_1',
      sessionId: null,
    },
  }) as unknown as MoveVerdict;

const NAME = 'fieldfare_late_authorizations_total';

it('counts money that came late and is not let go, from a series that stands before the first failure', async () => {
  const metrics = createMetrics();
  const shown = async () => (await metrics.registry.getSingleMetricAsString(NAME)).split('\n').slice(2);
  expect(await shown()).toEqual([`${NAME}{outcome="failed"} 0`]);
  for (const type of ['payment.found_late', 'payment.release_failed'])
    notePaymentMove(metrics, move(type), committed('declined'));
  notePaymentMove(metrics, move('payment.release_failed'), { type: 'not_found' });
  expect(await shown()).toEqual([`${NAME}{outcome="failed"} 1`, `${NAME}{outcome="found"} 1`]);
  expect(await metrics.registry.getSingleMetricAsString('payments_total')).not.toContain('declined');
});

it('is an error in the log, and no other move is', () => {
  const lines: [string, unknown][] = [];
  const log = {
    info: ({ event }: { event: string }) => lines.push(['info', event]),
    error: ({ event }: { event: string }) => lines.push(['error', event]),
  } as unknown as Log;
  for (const type of ['payment.authorized', 'payment.released', 'payment.release_failed'])
    logPaymentMove(log, move(type), committed('declined'));
  expect(lines).toEqual([
    ['info', 'payment.authorized'],
    ['info', 'payment.released'],
    ['error', 'payment.release_failed'],
  ]);
});
