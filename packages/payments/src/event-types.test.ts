import { expect, it } from 'vitest';
import { eventTypesOf } from './event-types.ts';

it.each([
  ['payment.authorized', 'payment.processing', ['payment.authorized']],
  ['payment.declined', 'payment.processing', ['payment.declined']],
  ['payment.unknown', 'payment.processing', ['payment.unknown']],
  ['payment.authorized', 'payment.unknown', ['payment.authorized', 'payment.resolved']],
  ['payment.capture_unknown', 'payment.capture_started', ['payment.unknown']],
  ['payment.captured', 'payment.capture_unknown', ['payment.captured', 'payment.resolved']],
  ['payment.cancel_failed', 'payment.cancel_unknown', ['payment.cancel_failed', 'payment.resolved']],
  ['refund.succeeded', 'refund.unknown', ['refund.succeeded']],
  ['payment.capture_started', 'payment.authorized', []],
  ['payment.action_required', 'payment.processing', ['payment.requires_action']],
  ['refund.started', 'payment.captured', ['refund.created']],
  ['payment.processing', null, []],
  ['session.opened', null, []],
])('%s after %s is told as %j', (type, previous, told) => {
  expect(eventTypesOf(type, previous)).toEqual(told);
});
