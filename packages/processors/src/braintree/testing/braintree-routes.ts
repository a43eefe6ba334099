import * as z from 'zod';
import type { BankDispute, BraintreeBooks, Transaction } from './braintree-books.ts';
import { BraintreeFault } from './braintree-fault.ts';

// Strict: what the reference does not name, or what the adapter has no business sending, is refused.
const Amount = z.string().regex(/^\d+(\.\d{1,3})?$/);
const OrderId = z.string().min(1).max(255);
const card = {
  number: z.string().regex(/^\d{12,19}$/),
  expiration_month: z.string().regex(/^\d\d$/),
  expiration_year: z.string().regex(/^\d{4}$/),
  cardholder_name: z.string().max(175).optional(),
};
const cvv = z.string().regex(/^\d{3,4}$/);
const VaultName = z.string().regex(/^[a-z0-9_-]{1,36}$/i);
const Customer = z.strictObject({
  customer: z.strictObject({
    id: VaultName,
    credit_card: z.strictObject({
      ...card,
      token: VaultName,
      billing_address: z.strictObject({ postal_code: z.string().max(9) }).optional(),
      options: z.strictObject({ verify_card: z.literal(false) }),
    }),
  }),
});
const Sale = z.strictObject({
  transaction: z.strictObject({
    type: z.literal('sale'),
    amount: Amount,
    merchant_account_id: z.string(),
    order_id: OrderId,
    payment_method_token: z.string().min(1).optional(),
    credit_card: z.union([z.strictObject({ ...card, cvv: cvv.optional() }), z.strictObject({ cvv })]).optional(),
    billing: z.strictObject({ postal_code: z.string().max(9) }).optional(),
    descriptor: z
      .strictObject({
        name: z
          .string()
          .regex(/^(.{3}|.{7}|.{12})\*.{1,18}$/)
          .max(22),
      })
      .optional(),
    transaction_source: z.literal('unscheduled').optional(),
    external_vault: z
      .strictObject({ status: z.literal('vaulted'), previous_network_transaction_id: z.string().min(1).optional() })
      .optional(),
    options: z.strictObject({ submit_for_settlement: z.literal(false) }),
  }),
});
const Change = z.strictObject({ transaction: z.strictObject({ amount: Amount, order_id: OrderId }) });
const Search = z.strictObject({
  search: z.strictObject({ order_id: z.strictObject({ starts_with: z.string().min(1) }) }),
});

/** Merchant accounts of the one merchant that this server knows: the default charges dollars. */
const MERCHANT_ACCOUNTS = [
  { id: 'shop_eur', status: 'active', currencyIsoCode: 'EUR', default: false },
  { id: 'shop_usd', status: 'active', currencyIsoCode: 'USD', default: true },
  { id: 'shop_jpy', status: 'suspended', currencyIsoCode: 'JPY', default: false },
];

export type BraintreeReply =
  | { type: 'transaction'; transaction: Transaction }
  | { type: 'dispute'; dispute: BankDispute }
  | { type: 'ids'; ids: string[] }
  | { type: 'accounts'; accounts: typeof MERCHANT_ACCOUNTS }
  | { type: 'customer'; id: string; tokens: string[]; isNew: boolean }
  | { type: 'deleted' };

/** The endpoints that the adapter uses; everything else is refused. `path` begins after the merchant's own part. */
export function routeBraintree(books: BraintreeBooks, method: string, path: string, body: unknown): BraintreeReply {
  const [, id = '', step = ''] = /^\/transactions\/(\w+)(?:\/(\w+))?$/.exec(path) ?? [];
  const [, disputeId = ''] = /^\/disputes\/(\w+)$/.exec(path) ?? [];
  if (method === 'GET' && disputeId !== '') return { type: 'dispute', dispute: books.dispute(disputeId) };
  const [, customerId = ''] = /^\/customers\/(\w+)$/.exec(path) ?? [];
  if (method === 'GET' && customerId !== '')
    return { type: 'customer', id: customerId, tokens: books.vault.tokensOf(customerId), isNew: false };
  if (method === 'DELETE' && customerId !== '') {
    books.vault.deleteCustomer(customerId);
    return { type: 'deleted' };
  }
  const general = id === '' || path.includes('advanced_search') ? path : `/transactions/:id${step ? `/${step}` : ''}`;
  switch (`${method} ${general}`) {
    case 'GET /merchant_accounts':
      return { type: 'accounts', accounts: MERCHANT_ACCOUNTS };
    case 'POST /customers': {
      const { id: name, credit_card: kept } = parsed(Customer, body).customer;
      books.vault.createCustomer(name, { ...kept, postalCode: kept.billing_address?.postal_code });
      return { type: 'customer', id: name, tokens: books.vault.tokensOf(name), isNew: true };
    }
    case 'POST /transactions':
      return { type: 'transaction', transaction: sell(books, parsed(Sale, body).transaction) };
    case 'GET /transactions/:id':
      return { type: 'transaction', transaction: books.find(id) };
    case 'PUT /transactions/:id/submit_for_settlement': {
      const { amount, order_id } = parsed(Change, body).transaction;
      return { type: 'transaction', transaction: books.capture(id, amount, order_id) };
    }
    case 'PUT /transactions/:id/void':
      return { type: 'transaction', transaction: books.void(id) };
    case 'POST /transactions/:id/refund': {
      const { amount, order_id } = parsed(Change, body).transaction;
      return { type: 'transaction', transaction: books.refund(id, amount, order_id) };
    }
    case 'POST /transactions/advanced_search_ids':
      return { type: 'ids', ids: books.idsByOrder(parsed(Search, body).search.order_id.starts_with) };
    default:
      throw new BraintreeFault(404, 'Not Found');
  }
}

function sell(books: BraintreeBooks, sale: z.infer<typeof Sale>['transaction']): Transaction {
  const account = MERCHANT_ACCOUNTS.find(({ id, status }) => id === sale.merchant_account_id && status === 'active');
  if (!account) throw new BraintreeFault(400, 'No such merchant account.');
  const { amount, order_id: orderId, payment_method_token: token, credit_card: typed } = sale;
  const code = typed?.cvv;
  const common = { amount, orderId, currency: account.currencyIsoCode, cvv: code };
  if (token !== undefined) {
    // Its own vault's cards are no external vault's, and no other card comes with them.
    if (sale.external_vault || sale.billing || (typed && 'number' in typed))
      throw new BraintreeFault(400, 'Bad Request');
    return books.sell({ ...common, ...books.vault.card(token) });
  }
  if (!typed || !('number' in typed)) throw new BraintreeFault(400, 'Bad Request');
  // A code may be missing only where the card is on file.
  if (code === undefined && !sale.external_vault) throw new BraintreeFault(400, 'Bad Request');
  return books.sell({ ...common, number: typed.number, postalCode: sale.billing?.postal_code });
}

function parsed<T extends z.ZodType>(schema: T, body: unknown): z.infer<T> {
  const result = schema.safeParse(body);
  if (!result.success) throw new BraintreeFault(400, 'Bad Request');
  return result.data;
}
