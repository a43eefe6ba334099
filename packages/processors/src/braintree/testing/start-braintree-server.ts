import { BraintreeGateway, Environment } from 'braintree';
import type { WebhookNotificationKind } from 'braintree';
import type { IncomingMessage } from 'node:http';
import type { BraintreeCredentials } from '@fieldfare/protocol';
import { startFakeServer } from '../../testing/start-fake-server.ts';
import type { FakeAnswer, FakeServer } from '../../testing/start-fake-server.ts';
import { BraintreeBooks } from './braintree-books.ts';
import { BRAINTREE_TEST_CARDS } from './braintree-cards.ts';
import { BraintreeFault, ValidationFault } from './braintree-fault.ts';
import { routeBraintree } from './braintree-routes.ts';
import type { BraintreeReply } from './braintree-routes.ts';
import type { Transaction } from './braintree-books.ts';
import { toXml } from './braintree-xml.ts';
import type { XmlValue } from './braintree-xml.ts';

export interface BraintreeServer extends FakeServer<{ status: number }> {
  /** What the merchant does in Braintree's own control panel, past us. */
  books: BraintreeBooks;
  /** A notification about a transaction or dispute, as Braintree would deliver it. */
  webhook(kind: string, id: string): { body: string; headers: Record<string, string> };
}

/**
 * A server that speaks as much of Braintree's API as the adapter uses, JSON in and XML out, and refuses everything else: an unknown path or
 * parameter, a missing or foreign key, another merchant's path, a missing API version.
 */
export async function startBraintreeServer(options: {
  credentials: BraintreeCredentials;
  now: () => Date;
}): Promise<BraintreeServer> {
  const books = new BraintreeBooks(options.now);
  const fake = await startFakeServer<{ status: number }>(
    async ({ request, url, text }) => {
      try {
        const path = pathFor(request, url, options.credentials);
        const body: unknown = text === '' ? null : JSON.parse(text);
        const reply = routeBraintree(books, request.method ?? '', path, body);
        return text.includes(BRAINTREE_TEST_CARDS.unanswered) ? 'drop' : replied(request, reply);
      } catch (error) {
        if (error instanceof BraintreeFault) return written(error.status, '');
        if (error instanceof ValidationFault) return written(422, invalid(error));
        throw error;
      }
    },
    ({ status }) => written(status, ''),
  );
  return { ...fake, books, webhook: (kind, id) => webhook(options.credentials, kind, id) };
}

/** Signed by the SDK's own means for tests. */
function webhook(credentials: BraintreeCredentials, kind: string, id: string) {
  const gateway = new BraintreeGateway({
    environment: Environment.Sandbox,
    merchantId: credentials.merchant_id,
    publicKey: credentials.public_key,
    privateKey: credentials.private_key,
  });
  const sample = gateway.webhookTesting.sampleNotification(kind as WebhookNotificationKind, id) as unknown as Record<
    string,
    string
  >;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { body: new URLSearchParams(sample).toString(), headers };
}

function pathFor({ headers }: IncomingMessage, { pathname }: URL, credentials: BraintreeCredentials): string {
  const basic = Buffer.from(`${credentials.public_key}:${credentials.private_key}`).toString('base64');
  if (headers.authorization !== `Basic ${basic}`) throw new BraintreeFault(401, 'Unauthorized');
  if (headers['x-apiversion'] !== '6' || headers.accept !== 'application/xml') throw new BraintreeFault(426, 'Upgrade');
  const prefix = `/merchants/${credentials.merchant_id}`;
  if (!pathname.startsWith(`${prefix}/`)) throw new BraintreeFault(403, 'Forbidden');
  return pathname.slice(prefix.length);
}

const DECLINED = new Set(['processor_declined', 'gateway_rejected', 'failed']);

function replied({ method }: IncomingMessage, reply: BraintreeReply): FakeAnswer {
  switch (reply.type) {
    case 'accounts':
      return written(200, accountsXml(reply.accounts));
    case 'ids':
      return written(200, toXml('searchResults', { pageSize: 50, ids: reply.ids }));
    case 'dispute':
      return written(200, toXml('dispute', { ...reply.dispute }));
    case 'customer':
      return written(reply.isNew ? 201 : 200, customerXml(reply));
    case 'deleted':
      return written(200, '');
    case 'transaction': {
      const { transaction } = reply;
      const isRefused = method !== 'GET' && DECLINED.has(transaction.status);
      return isRefused ? written(422, declined(transaction)) : written(200, toXml('transaction', { ...transaction }));
    }
  }
}

function accountsXml(accounts: readonly XmlValue[]): string {
  const items = accounts.map((account) => toXml('merchantAccount', account)).join('');
  const page = toXml('currentPageNumber', 1) + toXml('pageSize', 50) + toXml('totalItems', accounts.length);
  return `<merchant-accounts type="collection">${page}${items}</merchant-accounts>`;
}

function customerXml({ id, tokens }: { id: string; tokens: readonly string[] }): string {
  const cards = tokens.map((token) => toXml('creditCard', { token })).join('');
  return `<customer>${toXml('id', id)}<credit-cards type="array">${cards}</credit-cards></customer>`;
}

function declined(transaction: Transaction): string {
  return toXml('apiErrorResponse', { errors: { errors: [] }, message: 'Declined', transaction: { ...transaction } });
}

function invalid({ code, message }: ValidationFault): string {
  const errors = { transaction: { errors: [{ code, attribute: 'base', message }] }, errors: [] };
  return toXml('apiErrorResponse', { errors, message });
}

function written(status: number, xml: string): FakeAnswer {
  return { status, headers: { 'content-type': 'application/xml; charset=utf-8' }, body: xml };
}
