import type { WebhookDelivery, WebhookEndpoint } from '@fieldfare/protocol';
import { expect, it } from 'vitest';
import { attemptWords, deliveryWords, endpointWords } from './endpoint-status.ts';

it.each([
  [{ status: 'enabled', failing_since: null }, 'Enabled'],
  [{ status: 'enabled', failing_since: '2026-11-28T00:00:00Z' }, 'Failing'],
  [{ status: 'disabled', disabled_reason: 'by_request' }, 'Disabled'],
  [{ status: 'disabled', disabled_reason: 'failing' }, 'Disabled: it failed'],
  [{ status: 'disabled', disabled_reason: 'gone' }, 'Disabled: gone'],
])('an endpoint that is %j is called %s', (endpoint, label) => {
  expect(endpointWords(endpoint as WebhookEndpoint).label).toBe(label);
});

it.each([
  [{ status: 'pending', attempts: 0, last_attempt: null }, 'Pending', 'Not tried yet'],
  [{ status: 'pending', attempts: 1, last_attempt: { status_code: 500, error: null } }, 'Retrying', 'Answered 500'],
  [{ status: 'succeeded', attempts: 1, last_attempt: { status_code: 204, error: null } }, 'Delivered', 'Answered 204'],
  [
    { status: 'failed', attempts: 13, last_attempt: { status_code: null, error: 'timed_out' } },
    'Failed',
    'No answer in time',
  ],
  [{ status: 'canceled', attempts: 0, last_attempt: null }, 'Taken back', 'Not tried yet'],
])('a delivery that is %j is called %s: %s', (delivery, label, attempt) => {
  expect(deliveryWords(delivery as WebhookDelivery).label).toBe(label);
  expect(attemptWords(delivery as WebhookDelivery)).toBe(attempt);
});
