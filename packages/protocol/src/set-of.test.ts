import { expect, it } from 'vitest';
import { CreateApiKey } from './api-keys.ts';
import { ListPaymentsQuery } from './list-payments-query.ts';
import { CreateSession } from './session.ts';
import { CreateWebhookEndpoint } from './webhooks.ts';

it('what is named twice counts once', () => {
  const session = { amount_minor: 100, currency: 'USD', origin: 'https://shop.example' };
  expect(CreateSession.parse({ ...session, methods: ['card', 'card'] }).methods).toEqual(['card']);
  expect(CreateApiKey.parse({ name: 'A', scopes: ['payments:read', 'payments:read'] }).scopes).toEqual([
    'payments:read',
  ]);
  const endpoint = { url: 'https://shop.example/hooks', event_types: ['refund.*', 'payment.*', 'refund.*'] };
  expect(CreateWebhookEndpoint.parse(endpoint).event_types).toEqual(['refund.*', 'payment.*']);
  expect(ListPaymentsQuery.parse({ status: 'captured,captured' }).status).toEqual(['captured']);
  expect(CreateSession.safeParse({ ...session, methods: [] }).success).toBe(false);
});
