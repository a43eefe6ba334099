import type { DueDelivery, MadeAttempt, Verdict } from '@fieldfare/db';
import { newId } from '@fieldfare/protocol';
import type { Deps } from '../deps.ts';
import { retryDelayMs } from './delivery-schedule.ts';
import { keptBody } from './kept-body.ts';
import { postWebhook } from './post-webhook.ts';
import type { PostAnswer } from './post-webhook.ts';
import { signWebhook } from './sign-webhook.ts';

const GONE = 410;
const USER_AGENT = 'Fieldfare-Webhooks/1';

export type DeliverDeps = Pick<Deps, 'settings' | 'clock' | 'log' | 'metrics' | 'webhooks'>;

/**
 * Makes one attempt of a delivery, unless it was made already: a job may run twice, as after the end of its worker. Then the receiver is
 * told again under the same webhook-id.
 */
export async function deliverWebhook(deps: DeliverDeps, deliveryId: string, number: number): Promise<void> {
  const { work } = deps.webhooks;
  const delivery = await work.load(deliveryId);
  if (!delivery || delivery.attempts >= number) return;
  if (!delivery.endpoint.isEnabled) return work.cancel(deliveryId, deps.clock.now());
  const { attempt, answer } = await tryOnce(deps, delivery, number);
  const verdict = verdictOf(deps, delivery, answer, number);
  deps.metrics.webhookAttempts.inc({ outcome: verdict.type === 'succeeded' ? 'succeeded' : outcomeOf(answer) });
  const noted = await work.note(delivery, attempt, verdict, deps.clock.now());
  if (!noted.isDisabledNow || verdict.type !== 'failed') return;
  const { disable: reason } = verdict;
  const { merchantId: merchant_id } = delivery.endpoint;
  deps.log.warn({ job: 'deliver_webhook', merchant_id, reason }, 'webhook endpoint disabled');
  deps.metrics.webhookEndpointsDisabled.inc({ reason });
}

async function tryOnce(deps: DeliverDeps, { event, endpoint }: DueDelivery, number: number) {
  const { settings, clock, webhooks, metrics } = deps;
  const body = JSON.stringify(event);
  const startedAt = clock.now();
  const signed = signWebhook(event.id, body, await webhooks.secrets.signing(endpoint), startedAt);
  const headers = { ...signed, 'content-type': 'application/json', 'user-agent': USER_AGENT };
  const beganAt = performance.now();
  if (number === 1)
    metrics.webhookDelay.observe(Math.max(0, startedAt.getTime() - Date.parse(event.timestamp)) / 1_000);
  const answer = await postWebhook(new URL(endpoint.url), body, headers, {
    isProduction: settings.isProduction,
    timeoutMs: settings.webhooks.timeoutMs,
  });
  const isAnswered = 'status' in answer;
  const attempt: MadeAttempt = {
    number,
    startedAt,
    durationMs: Math.round(performance.now() - beganAt),
    statusCode: isAnswered ? answer.status : null,
    error: isAnswered ? null : answer.problem,
    responseBody: isAnswered ? keptBody(answer.body) : null,
  };
  return { attempt, answer };
}

function verdictOf(
  { clock, settings }: DeliverDeps,
  { endpoint }: DueDelivery,
  answer: PostAnswer,
  number: number,
): Verdict {
  const failed = (disable: 'failing' | 'gone'): Verdict => {
    return { type: 'failed', disable, notice: disabledNotice(endpoint, disable, clock.now()) };
  };
  if ('status' in answer && answer.status >= 200 && answer.status < 300) return { type: 'succeeded' };
  if ('status' in answer && answer.status === GONE) return failed('gone');
  const standardMs = retryDelayMs(number);
  if (standardMs === null) return failed('failing');
  const delayMs = Math.round(standardMs * settings.webhooks.retryScale);
  return { type: 'again', delayMs, at: new Date(clock.now().getTime() + delayMs) };
}

function outcomeOf(answer: PostAnswer): string {
  return 'status' in answer ? `status_${Math.floor(answer.status / 100)}xx` : answer.problem;
}

function disabledNotice({ id, merchantId, url }: DueDelivery['endpoint'], reason: 'failing' | 'gone', at: Date) {
  const body =
    reason === 'gone'
      ? `${url} answered 410 Gone. Events are no longer sent there.`
      : `${url} has failed for three days. Events are no longer sent there; enable it again and redeliver what it missed.`;
  return {
    id: newId('notification', at),
    at,
    audience: { type: 'merchant', merchantId },
    kind: 'webhook_endpoint.disabled',
    severity: 'warning',
    title: 'A webhook endpoint was disabled',
    body,
    subject: id,
  } as const;
}
