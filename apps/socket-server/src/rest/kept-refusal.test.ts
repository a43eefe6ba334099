import { FieldfareError } from '@fieldfare/protocol';
import { expect, it } from 'vitest';
import { refusalToKeep, throwKeptRefusal } from './kept-refusal.ts';

const refusal = (...[code, details]: ConstructorParameters<typeof FieldfareError>) => new FieldfareError(code, details);

it.each([
  ['a conflict that passes', refusal('conflict', { detail: 'payment_in_flight', message: 'No.', retryable: true })],
  ['what is under way', refusal('conflict', { detail: 'operation_in_flight', message: 'Wait for its outcome.' })],
  ['a status that may change', refusal('conflict', { detail: 'payment_status_conflict', message: 'It is unknown.' })],
  ['what somebody can mend', refusal('conflict', { detail: 'webhook_endpoint_disabled', message: 'Enable it.' })],
  ['a limit', refusal('rate_limited', { detail: 'too_many_requests', message: 'No.' })],
  ['the form of the request', refusal('validation_error', { detail: 'parameter_invalid', message: 'No.' })],
  ['who asks', refusal('authentication_error', { detail: 'key_revoked', message: 'No.' })],
  ['our failure', refusal('system_error', { detail: 'internal_error', message: 'No.' })],
  ['what is no refusal', new Error('the database is away')],
])('%s is not kept: the answer may be another one next time', (_, error) => {
  expect(refusalToKeep(error)).toBeNull();
});

it.each([
  refusal('conflict', { detail: 'payment_changed', message: 'Look at it again.' }),
  refusal('not_found', { detail: 'payment_method_not_found', message: 'There is none.', param: 'payment_method' }),
  refusal('permission_denied', { detail: 'merchant_disabled', message: 'It takes none.' }),
])('a decision is kept and told again as it was: %s', (error) => {
  const kept = refusalToKeep(error);
  expect(kept?.statusCode).toBe(error.httpStatus);
  const { code, detail, message, param } = error;
  expect(() => throwKeptRefusal(kept?.statusCode ?? 0, JSON.parse(JSON.stringify(kept?.body)))).toThrow(
    expect.objectContaining({ code, detail, message, param }),
  );
});

it('what was done is no refusal', () => {
  expect(() => throwKeptRefusal(201, { id: 'pay_1' })).not.toThrow();
});
