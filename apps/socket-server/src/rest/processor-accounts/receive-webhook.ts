import { heedNotices } from '@fieldfare/payments';
import type { WebhookReading } from '@fieldfare/payments';
import { FieldfareError, ProcessorWebhookReceipt } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { notFound } from '../not-found.ts';
import { IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** Below /v1; followed by an account's id. */
export const WEBHOOKS_PATH = '/processor_webhooks';

const MAX_BODY_BYTES = 512 * 1024;

/**
 * `POST /v1/processor_webhooks/{id}`: what a merchant's processor tells by itself. Nobody but its signature says who sent it, so the body is
 * taken as the bytes that were signed, is verified before anything is read of it, and is neither kept nor logged.
 */
export async function routeProcessorWebhooks(app: RestApp, deps: Deps): Promise<void> {
  await app.register(async (ingress: RestApp) => {
    ingress.removeAllContentTypeParsers();
    ingress.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    ingress.post(
      `${WEBHOOKS_PATH}/:id`,
      {
        bodyLimit: MAX_BODY_BYTES,
        schema: { params: IdParams },
        config: {
          words: {
            summary: 'Receive a webhook of an account’s processor',
            answer: ProcessorWebhookReceipt,
            access: 'anybody',
          },
        },
      },
      async (request): Promise<ProcessorWebhookReceipt> => {
        const account = await deps.processorAccounts.load(request.params.id);
        if (!account) throw notFound('processor_account');
        const name = `${account.processor}:${account.id}`;
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const reading = await deps.processors.byName(name).readWebhook?.({ headers: request.headers, body });
        const outcome = reading?.type ?? 'unverifiable';
        deps.metrics.processorWebhooks.inc({ processor: account.processor, outcome });
        if (reading?.type !== 'read') throw refusal(reading);
        if ((await heedNotices(deps, name, reading.notices)) > 0) {
          deps.outbox.committed.raise();
          deps.outbox.recordable.raise();
        }
        return { object: 'processor_webhook_receipt', received: true };
      },
    );
  });
}

function refusal(reading: Exclude<WebhookReading, { type: 'read' }> | undefined): FieldfareError {
  switch (reading?.type) {
    case 'forged':
      return new FieldfareError('invalid_request', {
        detail: 'webhook_signature_invalid',
        message: 'The signature does not fit this account’s signing secret, or is more than five minutes old.',
      });
    case 'unreachable':
      return new FieldfareError('processing_error', {
        detail: 'processor_unreachable',
        retryable: true,
        message: 'The processor could not be asked what became of it. Send the webhook again later.',
      });
    case 'unverifiable':
    case undefined:
      return new FieldfareError('conflict', {
        detail: 'webhook_secret_missing',
        message: 'This account has no signing secret. Add it in the console under Processors, then send it again.',
      });
  }
}
