import type { DeliveryWork, DueDelivery } from '@fieldfare/db';
import { newId } from '@fieldfare/protocol';
import { describe, expect, it, vi } from 'vitest';
import { startReceiver } from '../testing/start-receiver.ts';
import { deliverWebhook } from './deliver-webhook.ts';
import type { DeliverDeps } from './deliver-webhook.ts';
import { createEndpointSecrets } from './endpoint-secrets.ts';

const NOW = new Date('2026-11-01T12:00:00.000Z');

function dueAt(url: string, changes: Partial<DueDelivery> = {}, isEnabled = true): DueDelivery {
  const event = { id: newId('event'), object: 'event', type: 'payment.captured', mode: 'test' } as const;
  const data = { id: 'pay_1', object: 'payment' };
  return {
    id: newId('webhookDelivery'),
    attempts: 0,
    event: { ...event, sequence: 1, version: 1, timestamp: NOW.toISOString(), data },
    endpoint: {
      id: newId('webhookEndpoint'),
      merchantId: newId('merchant'),
      url,
      isEnabled,
      secretId: 'new',
      previousSecretId: null,
      previousSecretExpiresAt: null,
    },
    ...changes,
  };
}

function depsOf(delivery: DueDelivery | null) {
  const work = {
    load: async () => delivery,
    note: vi.fn<DeliveryWork['note']>(async () => ({ isNew: true, isDisabledNow: false })),
    cancel: vi.fn<DeliveryWork['cancel']>(async () => undefined),
  };
  const count = { inc: () => undefined, observe: () => undefined };
  const deps = {
    settings: { isProduction: false, webhooks: { timeoutMs: 2_000, retryScale: 1 } },
    clock: { now: () => NOW },
    log: { warn: () => undefined },
    metrics: { webhookAttempts: count, webhookDelay: count, webhookEndpointsDisabled: count },
    webhooks: { work, secrets: { signing: async () => ['whsec_c2VjcmV0'] } },
  } as unknown as DeliverDeps;
  return { deps, work };
}

describe('a job', () => {
  it('posts once, and nothing where its attempt was made already, or its delivery is over', async () => {
    const receiver = await startReceiver();
    const { deps, work } = depsOf(dueAt(receiver.url));
    await deliverWebhook(deps, 'wd_1', 1);
    expect([receiver.received.length, work.note.mock.calls.length]).toEqual([1, 1]);
    for (const delivery of [dueAt(receiver.url, { attempts: 1 }), dueAt(receiver.url, { attempts: 2 }), null])
      await deliverWebhook(depsOf(delivery).deps, 'wd_1', 1);
    expect(receiver.received.length).toBe(1);
    await receiver.close();
  });

  it('of an endpoint that was disabled meanwhile posts nothing and ends its delivery', async () => {
    const receiver = await startReceiver();
    const { deps, work } = depsOf(dueAt(receiver.url, {}, false));
    await deliverWebhook(deps, 'wd_1', 1);
    expect([receiver.received.length, work.note.mock.calls.length]).toEqual([0, 0]);
    expect(work.cancel).toHaveBeenCalledExactlyOnceWith('wd_1', NOW);
    await receiver.close();
  });
});

describe('the secret before the present one', () => {
  const secrets = createEndpointSecrets({ read: async ({ id }: { id: string }) => `whsec_${id}` } as never, {
    now: () => NOW,
  });
  const signing = (msLeft: number | null) =>
    secrets.signing({
      ...dueAt('https://shop.example/').endpoint,
      previousSecretId: msLeft === null ? null : 'old',
      previousSecretExpiresAt: msLeft === null ? null : new Date(NOW.getTime() + msLeft),
    });

  it('signs beside it until its time is over', async () => {
    expect(await signing(1)).toEqual(['whsec_new', 'whsec_old']);
    expect(await signing(0)).toEqual(['whsec_new']);
    expect(await signing(null)).toEqual(['whsec_new']);
  });
});
