import { ConfirmPayment, CreateSession } from '@fieldfare/protocol';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { validationFailure } from './validation-failure.ts';

const failureOf = (schema: z.ZodType, value: unknown) => {
  const parsed = schema.safeParse(value);
  if (parsed.success) throw new Error('the value is valid');
  const { code, detail, param, message } = validationFailure(parsed.error, value);
  return { code, detail, param, message };
};
const RefundCount = z.strictObject({ count: z.number() });
const session = { amount_minor: 100, currency: 'USD', origin: 'https://shop.example' };

it('names the parameter that is missing', () => {
  expect(failureOf(CreateSession, { ...session, currency: undefined })).toMatchObject({
    detail: 'parameter_missing',
    param: 'currency',
    message: expect.stringMatching(/^This parameter is required: one of USD, EUR/),
  });
  expect(failureOf(CreateSession, { ...session, amount_minor: undefined })).toMatchObject({
    detail: 'parameter_missing',
    param: 'amount_minor',
  });
  expect(failureOf(RefundCount, {})).toMatchObject({ message: 'This parameter is required: number.' });
  expect(failureOf(ConfirmPayment, { amount_minor: '5' })).toMatchObject({
    code: 'validation_error',
    detail: 'parameter_invalid',
    param: 'amount_minor',
  });
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
