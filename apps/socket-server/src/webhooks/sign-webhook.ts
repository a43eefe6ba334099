import { createHmac } from 'node:crypto';
import { signingKeyOf } from './webhook-secret.ts';

export interface SignedHeaders {
  'webhook-id': string;
  'webhook-timestamp': string;
  'webhook-signature': string;
}

/**
 * The headers of the Standard Webhooks specification (v1: HMAC-SHA-256 over id, timestamp and body). With several secrets there are as many
 * signatures, so that a receiver that knows any of them is satisfied while they are rotated.
 */
export function signWebhook(id: string, body: string, secrets: readonly string[], now: Date): SignedHeaders {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const hmac = createHmac('sha256', signingKeyOf(secret)).update(`${id}.${timestamp}.${body}`);
    return `v1,${hmac.digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
