import type { Currency } from '@fieldfare/protocol';
import type { Scope } from './api/rest-client.ts';
import type { ListParams } from './payments/list-params.ts';

/** Names of what is cached. Everything of a merchant and mode begins alike, so that nothing of another shows through. */
export const queryKeys = {
  session: ['session'] as const,
  secondFactor: ['second_factor'] as const,
  broadcasts: ['broadcasts'] as const,
  merchants: (search: string) => ['merchants', search] as const,
  ownPayments: ['own', 'payments'] as const,
  ownMethods: ['own', 'payment_methods'] as const,
  scope: (scope: Scope) => [scope.merchantId, scope.mode] as const,
  lists: (scope: Scope) => [scope.merchantId, scope.mode, 'payments'] as const,
  list: (scope: Scope, params: ListParams) => [scope.merchantId, scope.mode, 'payments', params] as const,
  payment: (scope: Scope, id: string) => [scope.merchantId, scope.mode, 'payment', id] as const,
  events: (scope: Scope, id: string) => [scope.merchantId, scope.mode, 'events', id] as const,
  /** Below the events, so that whatever makes them stale makes the attempts so. */
  attempts: (scope: Scope, id: string) => [scope.merchantId, scope.mode, 'events', id, 'attempts'] as const,
  summaries: (scope: Scope) => [scope.merchantId, scope.mode, 'summary'] as const,
  summary: (scope: Scope, currency: Currency | null) => [scope.merchantId, scope.mode, 'summary', currency] as const,
  processorAccounts: (scope: Scope) => [scope.merchantId, scope.mode, 'processor_accounts'] as const,
  notifications: (scope: Scope) => [scope.merchantId, scope.mode, 'notifications'] as const,
  approvals: (scope: Scope) => [scope.merchantId, scope.mode, 'approvals'] as const,
  balance: (scope: Scope) => [scope.merchantId, scope.mode, 'balance'] as const,
  profile: (scope: Scope) => [scope.merchantId, scope.mode, 'profile'] as const,
  team: (scope: Scope) => [scope.merchantId, scope.mode, 'team'] as const,
  secondFactorRule: (scope: Scope) => [scope.merchantId, scope.mode, 'second_factor_rule'] as const,
  /** Below the team: who joins is invited no more. */
  teamInvitations: (scope: Scope) => [scope.merchantId, scope.mode, 'team', 'invitations'] as const,
  customers: (scope: Scope) => [scope.merchantId, scope.mode, 'customers'] as const,
  customer: (scope: Scope, id: string) => [scope.merchantId, scope.mode, 'customer', id] as const,
  paymentMethods: (scope: Scope, customer: string) =>
    [scope.merchantId, scope.mode, 'customer', customer, 'payment_methods'] as const,
  audit: (scope: Scope) => [scope.merchantId, scope.mode, 'audit'] as const,
  visits: (scope: Scope) => [scope.merchantId, scope.mode, 'visits'] as const,
  fonts: (scope: Scope) => [scope.merchantId, scope.mode, 'fonts'] as const,
  apiKeys: (scope: Scope) => [scope.merchantId, scope.mode, 'api_keys'] as const,
  endpoints: (scope: Scope) => [scope.merchantId, scope.mode, 'webhook_endpoints'] as const,
};
