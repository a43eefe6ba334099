import { ConfirmPayment, CreateSession, ListPaymentsQuery, newId, RedeliverEvents } from '@fieldfare/protocol';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { expectedWords } from './expected-words.ts';
import { validationFailure } from './validation-failure.ts';

const failureOf = (schema: z.ZodType, value: unknown) => {
  const parsed = schema.safeParse(value, { error: expectedWords });
  if (parsed.success) throw new Error('the value is valid');
  const { code, detail, param, message } = validationFailure(parsed.error, value);
  return { code, detail, param, message };
};
const RefundCount = z.strictObject({ count: z.number() });
const session = { amount_minor: 100, currency: 'USD', origin: 'https://shop.example' };

it('names a parameter without what stands in its brackets, and says what a status may be', () => {
  expect(failureOf(ListPaymentsQuery, { 'metadata[__proto__]': 'b' })).toMatchObject({
    detail: 'parameter_unknown',
    param: 'metadata[…]',
  });
  expect(failureOf(ListPaymentsQuery, { status: { '': 'captured' } })).toMatchObject({
    param: 'status',
    message: 'status must be one or several, as in status=authorized,captured.',
  });
});

it('names the parameter that is missing', () => {
  expect(failureOf(CreateSession, { ...session, currency: undefined })).toMatchObject({
    detail: 'parameter_missing',
    param: 'currency',
    message: expect.stringMatching(/^This parameter is required: one of USD, EUR/),
  });
  expect(failureOf(CreateSession, { ...session, amount_minor: undefined })).toMatchObject({
    detail: 'parameter_missing',
    param: 'amount_minor',
    message: 'amount_minor is required: a whole number of minor units, such as 4900 for 49.00.',
  });
  expect(failureOf(RedeliverEvents, {})).toMatchObject({
    param: 'endpoint',
    message: 'This parameter is required: an id that begins with we_.',
  });
  expect(failureOf(RedeliverEvents, { endpoint: newId('webhookEndpoint') })).toMatchObject({
    param: 'created_from',
    message: 'This parameter is required: a time in UTC such as 2026-11-28T12:00:00Z.',
  });
  expect(failureOf(RefundCount, {})).toMatchObject({ message: 'This parameter is required: a number.' });
  expect(failureOf(ConfirmPayment, { amount_minor: '5' })).toMatchObject({
    code: 'validation_error',
    detail: 'parameter_invalid',
    param: 'amount_minor',
  });
});

it.each([
  [CreateSession, { ...session, amount_minor: '100' }, 'amount_minor must be a whole number.'],
  [z.strictObject({ room: z.string().regex(/^user:\d+$/) }), { room: 'users' }, 'room must match /^user:\\d+$/.'],
  [CreateSession, { ...session, amount_minor: 49.5 }, 'amount_minor must be a whole number.'],
  [CreateSession, { ...session, capture: 'auto' }, 'capture must be one of manual, automatic.'],
  [CreateSession, { ...session, methods: [] }, 'methods must have at least 1 item.'],
  [CreateSession, { ...session, methods: ['card', 'gold'] }, 'methods.1 must be one of card, ach.'],
  [CreateSession, { ...session, expires_at: 'soon' }, 'expires_at must be a time in UTC such as 2026-11-28T12:00:00Z.'],
  [CreateSession, { ...session, customer: 'ada' }, 'customer must be an id that begins with cus_.'],
  [CreateSession, { ...session, reference: 'x'.repeat(500) }, /^reference must have at most \d+ characters\.$/],
  [
    CreateSession,
    { ...session, metadata: { cvc: '1' } },
    /^The key must be 1 to 40 letters.*no name of a security code\.$/,
  ],
  [CreateSession, { ...session, reference: 'a\0' }, 'reference must not contain U+0000 or half of a surrogate pair.'],
  [CreateSession, [], 'What was sent must be an object.'],
  [ConfirmPayment, { amount_minor: 0 }, 'amount_minor must be at least 1.'],
  [ListPaymentsQuery, { limit: 'all' }, 'limit must be a whole number.'],
  [ListPaymentsQuery, { limit: '' }, 'limit must be a whole number.'],
  [ListPaymentsQuery, { amount_max: '' }, 'amount_max must be a whole number.'],
  [ListPaymentsQuery, { amount_min: ' ' }, 'amount_min must be a whole number.'],
  [ListPaymentsQuery, { amount_min: '1e3' }, 'amount_min must be a whole number.'],
  [ListPaymentsQuery, { amount_min: ['1', '2'] }, 'amount_min must be a whole number.'],
  [ListPaymentsQuery, { created_from: '' }, 'created_from must be a time in UTC such as 2026-11-28T12:00:00Z.'],
  [ListPaymentsQuery, { limit: '101' }, 'limit must be at most 100.'],
  [ListPaymentsQuery, { last4: '42' }, 'last4 must be four digits.'],
  [ListPaymentsQuery, { status: 'captured,paid' }, /^status must be one of processing, requires_action, /],
])('says by name what a parameter must be', (schema, value, message) => {
  const failure = failureOf(schema, value);
  expect(failure.detail).toBe('parameter_invalid');
  expect(failure.message).toMatch(message);
});

it('refuses a parameter that does not exist, by its name', () => {
  expect(failureOf(ConfirmPayment, { amount: 5 })).toMatchObject({ detail: 'parameter_unknown', param: 'amount' });
});

it('[RQ2] never repeats what was sent, neither as a value nor as a name', () => {
  const pan = '4242424242424242';
  const failures = [
    failureOf(ConfirmPayment, { [pan]: 1 }),
    failureOf(CreateSession, { ...session, reference: pan }),
    failureOf(CreateSession, { ...session, metadata: { [pan]: 'x' } }),
    failureOf(CreateSession, { ...session, metadata: { note: `card ${pan}` } }),
    failureOf(CreateSession, { ...session, currency: pan }),
    failureOf(CreateSession, pan),
  ];
  expect(failures.map((failure) => failure.detail)).toHaveLength(6);
  expect(JSON.stringify(failures)).not.toContain(pan);
});
