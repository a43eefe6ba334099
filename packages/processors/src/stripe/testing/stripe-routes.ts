import { unknownParam } from './form-params.ts';
import type { FormParams } from './form-params.ts';
import type { StripeBooks } from './stripe-books.ts';
import { StripeFault, invalid } from './stripe-fault.ts';

const INTENT_PARAMS = [
  'amount',
  'currency',
  'capture_method',
  'confirm',
  'error_on_requires_action',
  'payment_method_types[0]',
  'payment_method_data[type]',
  'payment_method_data[card][number]',
  'payment_method_data[card][exp_month]',
  'payment_method_data[card][exp_year]',
  'payment_method_data[card][cvc]',
  'payment_method_data[billing_details][name]',
  'payment_method_data[billing_details][address][postal_code]',
  'customer',
  'payment_method',
  'confirmation_method',
  'payment_method_options[card][cvc_token]',
  'off_session',
  'payment_method_options[card][mit_exemption][network_transaction_id]',
  'statement_descriptor_suffix',
  'metadata[*]',
  'expand[*]',
];

const METHOD_PARAMS = [
  'type',
  'card[number]',
  'card[exp_month]',
  'card[exp_year]',
  'billing_details[name]',
  'billing_details[address][postal_code]',
];

/** The endpoints that the adapter uses, each with the parameters that it may send; everything else is refused. */
export function routeStripe(books: StripeBooks, method: string, url: URL, params: FormParams): unknown {
  const [, collection = '', id = '', step = ''] =
    /^\/v1\/((?:radar\/)?\w+)(?:\/(\w+))?(?:\/(\w+))?$/.exec(url.pathname) ?? [];
  const query = url.searchParams;
  const created = [Number(query.get('created[gte]')), Number(query.get('created[lte]'))] as const;
  const path = `/v1/${collection}${id === '' ? '' : '/:id'}${step === '' ? '' : `/${step}`}`;
  switch (`${method} ${path}`) {
    case 'GET /v1/balance':
      return { object: 'balance' };
    case 'POST /v1/payment_intents':
      assertParams(params, INTENT_PARAMS);
      return books.createIntent(params);
    case 'GET /v1/payment_intents':
      return listOf(books.intents(...created));
    case 'GET /v1/payment_intents/:id':
      if (id === 'search') return search(books, query);
      return books.intent(id);
    case 'POST /v1/payment_intents/:id/capture':
      assertParams(params, ['amount_to_capture', 'metadata[*]']);
      return books.capture(id, params);
    case 'POST /v1/payment_intents/:id/cancel':
      assertParams(params, ['cancellation_reason']);
      return books.cancel(id);
    case 'POST /v1/payment_methods':
      assertParams(params, METHOD_PARAMS);
      return books.vault.createMethod(params);
    case 'POST /v1/payment_methods/:id/detach':
      assertParams(params, []);
      return books.vault.detach(id);
    case 'POST /v1/customers':
      assertParams(params, ['payment_method', 'metadata[*]']);
      return books.vault.createCustomer(params);
    case 'GET /v1/customers':
      return listOf(books.vault.customers(...created));
    case 'GET /v1/customers/:id/payment_methods':
      return listOf(books.vault.methodsOf(id));
    case 'DELETE /v1/customers/:id':
      return books.vault.deleteCustomer(id);
    case 'POST /v1/tokens':
      assertParams(params, ['cvc_update[cvc]']);
      return books.vault.createCode(params);
    case 'GET /v1/disputes/:id':
      assertParams(new Map(query), ['expand[*]']);
      return books.dispute(id);
    case 'GET /v1/radar/early_fraud_warnings/:id':
      assertParams(new Map(query), ['expand[*]']);
      return books.warning(id);
    case 'POST /v1/refunds':
      assertParams(params, ['payment_intent', 'amount', 'metadata[*]']);
      return books.refund(params);
    case 'GET /v1/refunds':
      return listOf(books.refundsOf(query.get('payment_intent') ?? ''));
    default:
      throw new StripeFault(404, { type: 'invalid_request_error', code: 'url_invalid' });
  }
}

function search(books: StripeBooks, query: URLSearchParams) {
  assertParams(new Map(query), ['query', 'limit', 'page', 'expand[*]']);
  const [, key, value] = /^metadata\["([^"]+)"\]:"([^"]+)"$/.exec(query.get('query') ?? '') ?? [];
  if (key === undefined || value === undefined) throw invalid('search_query_invalid', 'The query cannot be parsed.');
  return {
    object: 'search_result',
    url: '/v1/payment_intents/search',
    data: books.search(key, value),
    has_more: false,
  };
}

const listOf = (data: unknown[]) => ({ object: 'list', data, has_more: false });

function assertParams(params: FormParams, allowed: readonly string[]): void {
  const unknown = unknownParam(params, allowed);
  if (unknown !== null) throw invalid('parameter_unknown', `Received unknown parameter: ${unknown}`);
}
