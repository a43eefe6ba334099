import type { Event } from '@fieldfare/protocol';
import { Webhook } from 'standardwebhooks';

const TIMEOUT_MS = 10_000;

/** Posts an event as the payment server would, signed by Standard Webhooks. Answers the status, or why there is none. */
export async function forwardEvent(event: Event, url: string, secret: string, now: Date): Promise<string> {
  const body = JSON.stringify(event);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': event.id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
        'webhook-signature': new Webhook(secret).sign(event.id, now, body),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.arrayBuffer();
    return String(response.status);
  } catch {
    return 'no answer';
  }
}
