/**
 * The endpoints of Stripe's API that the adapter uses, described after its public reference (docs.stripe.com/api): the parameters that the
 * adapter sends, with their forms and limits, and what is answered.
 */
const object = (properties: Record<string, unknown>, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
/** Answers have many more fields than we name. */
const reply = (properties: Record<string, unknown>, required: string[]) => ({ type: 'object', properties, required });
const text = (maxLength: number, pattern?: string) => ({ type: 'string', maxLength, ...(pattern ? { pattern } : {}) });
const oneOf = (...values: string[]) => ({ type: 'string', enum: values });
const integer = (minimum = 0) => ({ type: 'integer', minimum });
const nullable = (schema: Record<string, unknown>) => ({ anyOf: [schema, { type: 'null' }] });

/** At most 50 keys of 40 characters, values of 500. */
const Metadata = {
  type: 'object',
  maxProperties: 50,
  propertyNames: { maxLength: 40 },
  additionalProperties: text(500),
};
const Expand = { type: 'array', items: text(5_000) };

const Billing = object({ name: text(5_000), address: object({ postal_code: text(5_000) }) });
const card = {
  number: text(19, '^[0-9]{12,19}$'),
  exp_month: integer(1),
  exp_year: integer(2_000),
  cvc: text(4, '^[0-9]{3,4}$'),
};
const methodOf = (...required: string[]) => ({
  type: oneOf('card', 'us_bank_account'),
  card: object(card, required),
  billing_details: Billing,
});
const NewMethod = object(methodOf('number', 'exp_month', 'exp_year'), ['type']);

const CreateIntent = object(
  {
    amount: integer(1),
    currency: text(3, '^[a-z]{3}$'),
    capture_method: oneOf('automatic', 'automatic_async', 'manual'),
    confirm: { type: 'boolean' },
    error_on_requires_action: { type: 'boolean' },
    customer: text(5_000),
    payment_method: text(5_000),
    confirmation_method: oneOf('automatic', 'manual'),
    off_session: { type: 'boolean' },
    payment_method_options: object({
      card: object({
        cvc_token: text(5_000),
        mit_exemption: object({ network_transaction_id: text(5_000) }),
      }),
    }),
    payment_method_types: { type: 'array', items: text(5_000) },
    // Of a form that brings none Prism reads an empty one, so that nothing of it can be required.
    payment_method_data: object(methodOf()),
    statement_descriptor_suffix: text(22),
    metadata: Metadata,
    expand: Expand,
  },
  ['amount', 'currency'],
);

const CreateCustomer = object({ payment_method: text(350, '^pm_'), metadata: Metadata });
const CreateToken = object({ cvc_update: object({ cvc: text(5, '^[0-9]{3,4}$') }, ['cvc']) });
const Method = reply(
  { id: text(5_000, '^pm_'), object: oneOf('payment_method'), customer: nullable(text(5_000)), type: text(5_000) },
  ['id', 'object', 'type'],
);
const Customer = reply(
  { id: text(5_000, '^cus_'), object: oneOf('customer'), created: integer(), metadata: Metadata },
  ['id', 'object', 'created'],
);
const Token = reply({ id: text(5_000), object: oneOf('token'), type: text(5_000) }, ['id', 'object', 'type']);
const DeletedCustomer = reply({ id: text(5_000, '^cus_'), object: oneOf('customer'), deleted: { type: 'boolean' } }, [
  'id',
  'object',
  'deleted',
]);

const Intent = reply(
  {
    id: text(5_000, '^pi_'),
    object: oneOf('payment_intent'),
    status: oneOf(
      'canceled',
      'processing',
      'requires_action',
      'requires_capture',
      'requires_confirmation',
      'requires_payment_method',
      'succeeded',
    ),
    amount: integer(),
    amount_capturable: integer(),
    amount_received: integer(),
    currency: text(3, '^[a-z]{3}$'),
    created: integer(),
    metadata: Metadata,
    last_payment_error: nullable(reply({ code: text(5_000), decline_code: text(5_000), type: text(5_000) }, ['type'])),
    latest_charge: nullable(reply({ id: text(5_000, '^ch_') }, ['id'])),
  },
  ['id', 'object', 'status', 'amount', 'currency', 'created', 'metadata', 'amount_capturable', 'amount_received'],
);
const Refund = reply(
  {
    id: text(5_000, '^re_'),
    object: oneOf('refund'),
    status: nullable(text(5_000)),
    amount: integer(),
    payment_intent: nullable(text(5_000)),
    metadata: nullable(Metadata),
  },
  ['id', 'object', 'amount'],
);
const Dispute = reply(
  {
    id: text(5_000, '^du_'),
    object: oneOf('dispute'),
    status: text(5_000),
    amount: integer(),
    currency: text(3, '^[a-z]{3}$'),
    reason: text(5_000),
    payment_intent: nullable(Intent),
  },
  ['id', 'object', 'status', 'amount', 'currency', 'reason'],
);
const Warning = reply(
  {
    id: text(5_000, '^issfr_'),
    object: oneOf('radar.early_fraud_warning'),
    fraud_type: text(5_000),
    payment_intent: nullable(Intent),
  },
  ['id', 'object', 'fraud_type'],
);
const Failure = reply({ error: reply({ type: text(5_000), code: text(5_000), decline_code: text(5_000) }, ['type']) }, [
  'error',
]);
const listOf = (item: unknown) =>
  reply({ object: oneOf('list'), data: { type: 'array', items: item }, has_more: { type: 'boolean' } }, [
    'object',
    'data',
    'has_more',
  ]);

const searchOf = (item: unknown) =>
  reply(
    {
      object: oneOf('search_result'),
      url: text(5_000),
      data: { type: 'array', items: item },
      has_more: { type: 'boolean' },
      next_page: nullable(text(5_000)),
    },
    ['object', 'url', 'data', 'has_more'],
  );

const MADE = { id: 'pi_1', object: 'payment_intent', amount: 2_500, currency: 'usd', created: 1_800_000_000 };
const HELD = {
  ...MADE,
  status: 'requires_capture',
  amount_capturable: 2_500,
  amount_received: 0,
  metadata: {},
  last_payment_error: null,
  latest_charge: { id: 'ch_1', payment_method_details: { card: { capture_before: 1_800_600_000 } } },
};
const CAPTURED = { ...HELD, status: 'succeeded', amount_capturable: 0, amount_received: 2_500 };
const RELEASED = { ...HELD, status: 'canceled', amount_capturable: 0 };
const REFUNDED = {
  id: 're_1',
  object: 'refund',
  status: 'succeeded',
  amount: 500,
  payment_intent: 'pi_1',
  metadata: {},
};

const KEPT = { id: 'pm_1', object: 'payment_method', type: 'card', customer: 'cus_1' };
const HOLDER = { id: 'cus_1', object: 'customer', created: 1_800_000_000, metadata: {} };

const json = (schema: unknown, example?: unknown) => ({
  description: 'As the reference says',
  content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } },
});
const form = (schema: Record<string, unknown>) => ({
  required: true,
  content: {
    'application/x-www-form-urlencoded': {
      schema,
      encoding: Object.fromEntries(
        Object.keys(schema['properties'] as object).map((name) => [name, { style: 'deepObject', explode: true }]),
      ),
    },
  },
});
const failures = Object.fromEntries(
  ['400', '401', '402', '403', '404', '409', '429', '500', '503'].map((status) => [status, json(Failure)]),
);
const path = (name: string) => ({ name, in: 'path', required: true, schema: text(5_000) });
const query = (name: string, schema: Record<string, unknown>, required = false) => ({
  name,
  in: 'query',
  required,
  schema,
});
const VERSION = {
  name: 'Stripe-Version',
  in: 'header',
  required: true,
  schema: text(60, '^[0-9]{4}-[0-9]{2}-[0-9]{2}'),
};
const KEY = { name: 'Idempotency-Key', in: 'header', required: true, schema: text(255) };

const read = (schema: unknown, example: unknown, ...parameters: unknown[]) => ({
  parameters: [VERSION, ...parameters],
  responses: { '200': json(schema, example), ...failures },
});
const write = (body: Record<string, unknown>, schema: unknown, example: unknown, ...parameters: unknown[]) => ({
  parameters: [VERSION, KEY, ...parameters],
  requestBody: form(body),
  responses: { '200': json(schema, example), ...failures },
});

const Balance = reply({ object: oneOf('balance') }, ['object']);
const Capture = object({ amount_to_capture: integer(1), metadata: Metadata, expand: Expand });
const Cancel = object({
  cancellation_reason: oneOf('abandoned', 'duplicate', 'fraudulent', 'requested_by_customer'),
  expand: Expand,
});
const CreateRefund = object({ payment_intent: text(5_000), amount: integer(1), metadata: Metadata, expand: Expand });

export const STRIPE_OPENAPI = {
  openapi: '3.1.0',
  info: { title: 'What the adapter uses of Stripe', version: '1' },
  security: [{ key: [] }],
  components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
  paths: {
    '/v1/balance': { get: read(Balance, { object: 'balance' }) },
    '/v1/payment_intents': {
      get: read(
        listOf(Intent),
        { object: 'list', data: [HELD], has_more: false },
        query('created[gte]', integer(), true),
        query('created[lte]', integer(), true),
        query('limit', integer(1)),
        query('expand[0]', text(5_000)),
        query('starting_after', text(5_000)),
      ),
      post: write(CreateIntent, Intent, HELD),
    },
    '/v1/payment_intents/search': {
      get: read(
        searchOf(Intent),
        { object: 'search_result', url: '/v1/payment_intents/search', data: [], has_more: false },
        query('query', text(5_000), true),
        query('limit', integer(1)),
        query('page', text(5_000)),
        query('expand[0]', text(5_000)),
      ),
    },
    '/v1/payment_intents/{intent}': { get: read(Intent, HELD, path('intent'), query('expand[0]', text(5_000))) },
    '/v1/payment_intents/{intent}/capture': { post: write(Capture, Intent, CAPTURED, path('intent')) },
    '/v1/payment_intents/{intent}/cancel': { post: write(Cancel, Intent, RELEASED, path('intent')) },
    '/v1/payment_methods': { post: write(NewMethod, Method, KEPT) },
    '/v1/payment_methods/{method}/detach': {
      post: read(Method, { ...KEPT, customer: null }, path('method')),
    },
    '/v1/customers': {
      get: read(
        listOf(Customer),
        { object: 'list', data: [], has_more: false },
        query('created[gte]', integer(), true),
        query('created[lte]', integer(), true),
        query('limit', integer(1)),
        query('starting_after', text(5_000)),
      ),
      post: write(CreateCustomer, Customer, HOLDER),
    },
    '/v1/customers/{customer}': {
      delete: read(DeletedCustomer, { id: 'cus_1', object: 'customer', deleted: true }, path('customer')),
    },
    '/v1/customers/{customer}/payment_methods': {
      get: read(
        listOf(Method),
        { object: 'list', data: [KEPT], has_more: false },
        path('customer'),
        query('limit', integer(1)),
        query('starting_after', text(5_000)),
      ),
    },
    '/v1/tokens': { post: write(CreateToken, Token, { id: 'cvctok_1', object: 'token', type: 'cvc_update' }) },
    '/v1/refunds': {
      get: read(
        listOf(Refund),
        { object: 'list', data: [REFUNDED], has_more: false },
        query('payment_intent', text(5_000)),
        query('limit', integer(1)),
        query('starting_after', text(5_000)),
      ),
      post: write(CreateRefund, Refund, REFUNDED),
    },
    '/v1/radar/early_fraud_warnings/{warning}': {
      get: read(
        Warning,
        {
          id: 'issfr_1',
          object: 'radar.early_fraud_warning',
          fraud_type: 'misc',
          payment_intent: CAPTURED,
        },
        path('warning'),
        query('expand[0]', text(5_000)),
      ),
    },
    '/v1/disputes/{dispute}': {
      get: read(
        Dispute,
        {
          id: 'du_1',
          object: 'dispute',
          status: 'lost',
          amount: 2_500,
          currency: 'usd',
          reason: 'general',
          payment_intent: CAPTURED,
        },
        path('dispute'),
        query('expand[0]', text(5_000)),
      ),
    },
  },
};
