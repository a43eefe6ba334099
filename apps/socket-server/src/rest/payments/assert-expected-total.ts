import type { PaymentRecord } from '@fieldfare/payments';
import { FieldfareError } from '@fieldfare/protocol';
import type { ConfirmPayment } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import type { Caller } from '../caller.ts';

/**
 * Compares what was authorized with what the caller believes. A page chose the amount of a session that a publishable key created, so that a
 * program must say what it sold; a person at the console has the amount before their eyes.
 */
export async function assertExpectedTotal(
  deps: Deps,
  caller: Caller,
  payment: PaymentRecord,
  { expected_total_minor: total, currency }: ConfirmPayment,
): Promise<void> {
  const isStated = total !== undefined && currency !== undefined;
  if (!isStated && caller.principal.type === 'api_key' && (await isPageMade(deps, caller, payment))) {
    throw new FieldfareError('validation_error', {
      detail: 'expected_total_required',
      param: total === undefined ? 'expected_total_minor' : 'currency',
      message: 'A page created this session. State expected_total_minor and currency, as your own order has them.',
    });
  }
  const hasTotal = total === undefined || total === payment.totalMinor;
  const hasCurrency = currency === undefined || currency === payment.currency;
  if (hasTotal && hasCurrency) return;
  throw new FieldfareError('conflict', {
    detail: 'expected_total_mismatch',
    param: hasTotal ? 'currency' : 'expected_total_minor',
    message: 'The payment was authorized for another total than you expect. It was not confirmed.',
  });
}

async function isPageMade(deps: Deps, { merchantId, mode }: Caller, { sessionId }: PaymentRecord): Promise<boolean> {
  if (sessionId === null) return false;
  const scope = { merchantId, mode };
  const found = await deps.sessions.find(sessionId, scope);
  const key = found && (await deps.apiKeyAdmin.find(found.session.apiKeyId, scope));
  return key?.type === 'publishable';
}
