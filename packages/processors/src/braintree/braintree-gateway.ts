import { BraintreeGateway, Environment } from 'braintree';
import type { BraintreeCredentials, Mode } from '@fieldfare/protocol';
import { alwaysAnswers } from './always-answers.ts';
import type { ProcessorServer } from '../processor-server.ts';

/** The SDK as far as the adapter uses it; what it answers is parsed before it is believed. */
export interface Braintree {
  transaction: {
    sale(request: Record<string, unknown>): Promise<unknown>;
    find(id: string): Promise<unknown>;
    submitForSettlement(id: string, amount: string, options: { orderId: string }): Promise<unknown>;
    void(id: string): Promise<unknown>;
    refund(id: string, options: { amount: string; orderId: string }): Promise<unknown>;
    search(
      choose: (search: { orderId(): { startsWith(text: string): unknown } }) => void,
      callback: (error: unknown, found: unknown) => void,
    ): void;
  };
  customer: {
    create(request: Record<string, unknown>): Promise<unknown>;
    find(id: string): Promise<unknown>;
    delete(id: string): Promise<unknown>;
  };
  merchantAccount: { all(callback: (error: unknown, accounts?: unknown) => void): void };
  dispute: { find(id: string): Promise<unknown> };
  webhookNotification: { parse(signature: string, payload: string): Promise<unknown> };
}

export interface BraintreeGatewayOptions {
  credentials: BraintreeCredentials;
  /** Test mode is Braintree's sandbox, live mode its production. */
  mode: Mode;
  server?: ProcessorServer;
  timeoutMs: number;
}

/** How much longer than the SDK's own timeout a call is waited for. */
const GRACE_MS = 1_000;

/** The official SDK with one account's credentials. It sends every request once. */
export function openBraintree({ credentials, mode, server, timeoutMs }: BraintreeGatewayOptions): Braintree {
  const gateway = new BraintreeGateway({
    environment: server ? environmentOf(server) : mode === 'live' ? Environment.Production : Environment.Sandbox,
    merchantId: credentials.merchant_id,
    publicKey: credentials.public_key,
    privateKey: credentials.private_key,
  });
  gateway.config.timeout = timeoutMs;
  // The published types are behind the SDK: they know neither options of refunds and captures nor the search's callback.
  const { transaction, customer, merchantAccount, dispute, webhookNotification } = gateway as unknown as Braintree;
  return alwaysAnswers({ transaction, customer, merchantAccount, dispute, webhookNotification }, timeoutMs + GRACE_MS);
}

function environmentOf({ host, port, protocol }: ProcessorServer): Environment {
  return new Environment(host, String(port), '', protocol === 'https', host, String(port));
}
