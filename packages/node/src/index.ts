export { FieldfareApiError } from './api-error.ts';
export type { Payment, Session } from '@fieldfare/protocol';
export { createClient } from './create-client.ts';
export type { CreateSessionParams, FieldfareClient, ListPaymentsParams } from './create-client.ts';
export type { ClientOptions, RequestOptions } from './send-request.ts';
export { verifyWebhook, WebhookVerificationError } from './verify-webhook.ts';
export type { WebhookEvent, WebhookHeaders } from './verify-webhook.ts';
