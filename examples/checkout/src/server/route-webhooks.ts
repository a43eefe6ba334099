import { verifyWebhook, WebhookVerificationError } from '@fieldfare/node';
import type { WebhookEvent } from '@fieldfare/node';
import type { FastifyInstance } from 'fastify';
import type { OrderStore } from '../orders/order-store.ts';
import { noteWebhook } from '../orders/webhook-desk.ts';

export const WEBHOOK_PATH = '/webhooks';

/**
 * `POST /webhooks`: what the payment server tells of our payments. Only what is signed with our endpoint's secret is believed; everything
 * that is believed is answered with 200, for whatever else is answered is sent again.
 */
export function routeWebhooks(shop: FastifyInstance, orders: OrderStore, secret: string | null): void {
  void shop.register(async (scope) => {
    // The signature is over the bytes as they came, so that nothing may parse them before.
    scope.removeContentTypeParser('application/json');
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.post(WEBHOOK_PATH, async (request, reply) => {
      const event = secret === null ? null : verified(request.body as Buffer, request.headers, secret);
      if (event === null) return reply.code(400).send({ error: 'not_verified' });
      return { outcome: noteWebhook(orders, event) };
    });
  });
}

function verified(body: Buffer, headers: Parameters<typeof verifyWebhook>[1], secret: string): WebhookEvent | null {
  try {
    return verifyWebhook(body, headers, secret);
  } catch (error) {
    if (error instanceof WebhookVerificationError) return null;
    throw error;
  }
}
