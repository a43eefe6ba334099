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
  'off_session',
  'payment_method_options[card][mit_exemption][network_transaction_id]',
  'statement_descriptor_suffix',
  'metadata[*]',
  'expand[*]',
];

/** The endpoints that the adapter uses, each with the parameters that it may send; everything else is refused. */
export function routeStripe(books: StripeBooks, method: string, url: URL, params: FormParams): unknown {
  const [, intentId = '', step] = /^\/v1\/payment_intents\/(\w+)(?:\/(\w+))?$/.exec(url.pathname) ?? [];
  const [, disputeId = ''] = /^\/v1\/disputes\/(\w+)$/.exec(url.pathname) ?? [];
  const [, warningId = ''] = /^\/v1\/radar\/early_fraud_warnings\/(\w+)$/.exec(url.pathname) ?? [];
  const query = url.searchParams;
  const path =
    disputeId !== ''
      ? '/v1/disputes/:id'
      : intentId === ''
        ? url.pathname
        : `/v1/payment_intents/:id${step ? `/${step}` : ''}`;
  if (method === 'GET' && warningId !== '') {
    assertParams(new Map(query), ['expand[*]']);
    return books.warning(warningId);
  }
  switch (`${method} ${path}`) {
    case 'GET /v1/balance':
      return { object: 'balance' };
    case 'POST /v1/payment_intents':
      assertParams(params, INTENT_PARAMS);
      return books.createIntent(params);
    case 'GET /v1/payment_intents':
      return listOf(books.intents(Number(query.get('created[gte]')), Number(query.get('created[lte]'))));
    case 'GET /v1/payment_intents/:id':
      return books.intent(intentId);
    case 'POST /v1/payment_intents/:id/capture':
      assertParams(params, ['amount_to_capture', 'metadata[*]']);
      return books.capture(intentId, params);
    case 'POST /v1/payment_intents/:id/cancel':
      assertParams(params, ['cancellation_reason']);
      return books.cancel(intentId);
    case 'GET /v1/disputes/:id':
      assertParams(new Map(query), ['expand[*]']);
      return books.dispute(disputeId);
    case 'POST /v1/refunds':
      assertParams(params, ['payment_intent', 'amount', 'metadata[*]']);
      return books.refund(params);
    case 'GET /v1/refunds':
      return listOf(books.refundsOf(query.get('payment_intent') ?? ''));
    default:
      throw new StripeFault(404, { type: 'invalid_request_error', code: 'url_invalid' });
  }
}

const listOf = (data: unknown[]) => ({ object: 'list', data, has_more: false });

function assertParams(params: FormParams, allowed: readonly string[]): void {
  const unknown = unknownParam(params, allowed);
  if (unknown !== null) throw invalid('parameter_unknown', `Received unknown parameter: ${unknown}`);
}
