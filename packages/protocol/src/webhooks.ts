import * as z from 'zod';
import { findPan } from './find-pan.ts';
import { idOf } from './ids.ts';
import { isKeepable, KEEPABLE_WORDS } from './kept-text.ts';
import { MAX_SEQUENCE } from './limits.ts';
import { freeText } from './metadata.ts';
import { Mode } from './payment.ts';
import { listOf } from './rest.ts';
import { inQuery, pageLimit } from './in-query.ts';
import { setOf } from './set-of.ts';

/** Every fact that a merchant may hear of. A family is written `payment.*`, everything `*`. */
export const EventType = z.enum([
  'payment.authorized',
  'payment.captured',
  'payment.canceled',
  'payment.declined',
  'payment.expired',
  'payment.failed',
  'payment.pending',
  'payment.requires_action',
  'payment.unknown',
  'payment.resolved',
  'payment.capture_failed',
  'payment.cancel_failed',
  'refund.created',
  'refund.succeeded',
  'refund.failed',
  'refund.unknown',
  'dispute.created',
  'dispute.updated',
  'dispute.won',
  'dispute.lost',
  'payment_method.created',
  'payment_method.revoked',
  'webhook_endpoint.test',
]);
export type EventType = z.infer<typeof EventType>;

/** One entry of an endpoint's filter. */
export const EventFilter = z.enum([
  '*',
  'payment.*',
  'refund.*',
  'dispute.*',
  'payment_method.*',
  ...EventType.options,
]);
export type EventFilter = z.infer<typeof EventFilter>;

/**
 * A fact as REST shows it and as a webhook carries it. `data` is the object as REST showed it at `version`, which is that of the payment (a
 * refund's too); `sequence` counts the events of a merchant and mode without a gap, in the order in which they were recorded. Events may
 * arrive late, twice and out of order: what counts is the highest version.
 */
export const Event = z.strictObject({
  id: idOf('event'),
  object: z.literal('event'),
  type: EventType,
  mode: Mode,
  sequence: z.int().min(1),
  version: z.int().min(1),
  timestamp: z.iso.datetime(),
  data: z.looseObject({ id: z.string(), object: z.string() }),
});
export type Event = z.infer<typeof Event>;
export const EventList = listOf(Event);
export type EventList = z.infer<typeof EventList>;

/** Newest first; with `after_sequence` oldest first, which is how a program follows them and misses none. */
export const ListEventsQuery = z
  .strictObject({
    limit: pageLimit(),
    starting_after: idOf('event').optional(),
    ending_before: idOf('event').optional(),
    after_sequence: inQuery(z.int().min(0).max(MAX_SEQUENCE)).optional(),
    type: EventFilter.optional(),
    related: freeText(64).optional(),
    created_from: z.iso.datetime().optional(),
    created_to: z.iso.datetime().optional(),
  })
  .refine((query) => query.after_sequence === undefined || (!query.starting_after && !query.ending_before), {
    path: ['after_sequence'],
    error: 'must be left out where starting_after or ending_before stands',
  });
export type ListEventsQuery = z.infer<typeof ListEventsQuery>;

const url = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .refine((value) => URL.canParse(value) && new URL(value).username === '' && new URL(value).password === '', {
    error: 'must not carry a user name or password',
  })
  .refine((value) => URL.canParse(value) && new URL(value).hash === '', { error: 'must not have a fragment' })
  .refine(isKeepable, KEEPABLE_WORDS)
  .refine((value) => findPan(value) === null, 'must not contain a card number');
const eventTypes = setOf(EventFilter, { min: 1, max: EventFilter.options.length });

export const EndpointStatus = z.enum(['enabled', 'disabled']);
export const DisabledReason = z.enum(['by_request', 'failing', 'gone']);

/** Where a merchant hears of facts. */
export const WebhookEndpoint = z.strictObject({
  id: idOf('webhookEndpoint'),
  object: z.literal('webhook_endpoint'),
  mode: Mode,
  url: z.string(),
  description: z.string().nullable(),
  event_types: z.array(EventFilter),
  status: EndpointStatus,
  disabled_reason: DisabledReason.nullable(),
  disabled_at: z.iso.datetime().nullable(),
  /** Since when every attempt has failed; null after one that succeeded. */
  failing_since: z.iso.datetime().nullable(),
  /** Until when the secret before the present one signs too; null where there is only one. */
  previous_secret_expires_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;
/** The only answers that ever show a signing secret: creation and rotation. */
export const WebhookEndpointWithSecret = z.strictObject({ ...WebhookEndpoint.shape, secret: z.string() });
export type WebhookEndpointWithSecret = z.infer<typeof WebhookEndpointWithSecret>;
export const WebhookEndpointList = listOf(WebhookEndpoint);
export type WebhookEndpointList = z.infer<typeof WebhookEndpointList>;

export const ListWebhookEndpointsQuery = z.strictObject({
  limit: pageLimit(),
  starting_after: idOf('webhookEndpoint').optional(),
  ending_before: idOf('webhookEndpoint').optional(),
});
export type ListWebhookEndpointsQuery = z.infer<typeof ListWebhookEndpointsQuery>;

export const CreateWebhookEndpoint = z.strictObject({
  url,
  description: freeText(200).optional(),
  event_types: eventTypes.default(['*']),
});
export type CreateWebhookEndpoint = z.infer<typeof CreateWebhookEndpoint>;
export const UpdateWebhookEndpoint = z.strictObject({
  url: url.optional(),
  description: freeText(200).nullable().optional(),
  event_types: eventTypes.optional(),
  status: EndpointStatus.optional(),
});
export type UpdateWebhookEndpoint = z.infer<typeof UpdateWebhookEndpoint>;
/** `overlap_seconds`: how long the old secret signs beside its successor; 0 ends it at once. */
export const RotateWebhookSecret = z.strictObject({
  overlap_seconds: z
    .int()
    .min(0)
    .max(7 * 86_400)
    .default(86_400),
});
export type RotateWebhookSecret = z.infer<typeof RotateWebhookSecret>;
export const DeletedWebhookEndpoint = z.strictObject({
  id: idOf('webhookEndpoint'),
  object: z.literal('webhook_endpoint'),
  deleted: z.literal(true),
});
export type DeletedWebhookEndpoint = z.infer<typeof DeletedWebhookEndpoint>;

export const DeliveryStatus = z.enum(['pending', 'succeeded', 'failed', 'canceled']);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

/** One try to deliver. `response_body` is the first kilobyte of what was answered, without its headers and without card numbers. */
export const WebhookAttempt = z.strictObject({
  number: z.int().min(1),
  started_at: z.iso.datetime(),
  duration_ms: z.int().min(0),
  status_code: z.int().nullable(),
  error: z.string().nullable(),
  response_body: z.string().nullable(),
});
export type WebhookAttempt = z.infer<typeof WebhookAttempt>;
export const WebhookAttemptList = listOf(WebhookAttempt);
export type WebhookAttemptList = z.infer<typeof WebhookAttemptList>;

/** One event on its way to one endpoint. */
export const WebhookDelivery = z.strictObject({
  id: idOf('webhookDelivery'),
  object: z.literal('webhook_delivery'),
  endpoint: idOf('webhookEndpoint'),
  event: idOf('event'),
  event_type: EventType,
  status: DeliveryStatus,
  attempts: z.int().min(0),
  next_attempt_at: z.iso.datetime().nullable(),
  last_attempt: WebhookAttempt.nullable(),
  created_at: z.iso.datetime(),
  finished_at: z.iso.datetime().nullable(),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;
export const WebhookDeliveryList = listOf(WebhookDelivery);
export type WebhookDeliveryList = z.infer<typeof WebhookDeliveryList>;
export const ListDeliveriesQuery = z.strictObject({
  limit: pageLimit(),
  starting_after: idOf('webhookDelivery').optional(),
  ending_before: idOf('webhookDelivery').optional(),
  status: DeliveryStatus.optional(),
});
export type ListDeliveriesQuery = z.infer<typeof ListDeliveriesQuery>;

/** Sends an event again: to one endpoint, or to every enabled one that hears of its type. */
export const RedeliverEvent = z.strictObject({ endpoint: idOf('webhookEndpoint').optional() });
export type RedeliverEvent = z.infer<typeof RedeliverEvent>;
/** Sends a range again to one endpoint: every event of the time, or only those that it never accepted. At most 1,000 a request. */
export const RedeliverEvents = z.strictObject({
  endpoint: idOf('webhookEndpoint'),
  created_from: z.iso.datetime(),
  created_to: z.iso.datetime(),
  only_undelivered: z.boolean().default(true),
});
export type RedeliverEvents = z.infer<typeof RedeliverEvents>;
/** `has_more`: the range holds more than one request sends; repeat it from `next_from`. */
export const Redelivery = z.strictObject({
  object: z.literal('redelivery'),
  deliveries: z.int().min(0),
  has_more: z.boolean(),
  next_from: z.iso.datetime().nullable(),
});
export type Redelivery = z.infer<typeof Redelivery>;
