import type { WebhookDelivery, WebhookEndpoint } from '@fieldfare/protocol';
import type { Tone } from '@fieldfare/ui';

interface Words {
  label: string;
  tone: Tone;
}

/** How an endpoint fares, in a word. */
export function endpointWords({
  status,
  disabled_reason: reason,
  failing_since: failingSince,
}: WebhookEndpoint): Words {
  if (status === 'enabled')
    return failingSince === null ? { label: 'Enabled', tone: 'good' } : { label: 'Failing', tone: 'warn' };
  if (reason === 'failing') return { label: 'Disabled: it failed', tone: 'bad' };
  return reason === 'gone' ? { label: 'Disabled: gone', tone: 'bad' } : { label: 'Disabled', tone: 'plain' };
}

const DELIVERIES: Record<WebhookDelivery['status'], Words> = {
  pending: { label: 'Pending', tone: 'calm' },
  succeeded: { label: 'Delivered', tone: 'good' },
  failed: { label: 'Failed', tone: 'bad' },
  canceled: { label: 'Taken back', tone: 'plain' },
};

/** How a delivery stands; one that waits for another attempt says so. */
export function deliveryWords({ status, attempts }: WebhookDelivery): Words {
  return status === 'pending' && attempts > 0 ? { label: 'Retrying', tone: 'warn' } : DELIVERIES[status];
}

const PROBLEMS: Record<string, string> = {
  address_refused: 'The name leads to an address that is not public',
  https_required: 'The URL must be https',
  name_not_found: 'The name could not be found',
  connection_failed: 'No connection',
  tls_failed: 'No secure connection',
  timed_out: 'No answer in time',
};

/** What the last attempt met. */
export function attemptWords({ last_attempt: attempt }: WebhookDelivery): string {
  if (attempt === null) return 'Not tried yet';
  if (attempt.status_code !== null) return `Answered ${attempt.status_code}`;
  return PROBLEMS[attempt.error ?? ''] ?? 'No answer';
}
