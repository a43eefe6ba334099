import type { FieldsEvent } from '@fieldfare/protocol';
import type { FieldsHandler } from './fields-handler.ts';
import { abandonAction } from './handlers/abandon-action.ts';
import { calculateFee } from './handlers/calculate-fee.ts';
import { cancelPayment } from './handlers/cancel-payment.ts';
import { challengeToken } from './handlers/challenge-token.ts';
import { completeAction } from './handlers/complete-action.ts';
import { confirmPayment } from './handlers/confirm-payment.ts';
import { hostLocation } from './handlers/host-location.ts';
import { hostResume } from './handlers/host-resume.ts';
import { hostToken } from './handlers/host-token.ts';
import { paymentStatus } from './handlers/payment-status.ts';
import { processPayment } from './handlers/process-payment.ts';
import { siblingConnect } from './handlers/sibling-connect.ts';
import { siblingTokens } from './handlers/sibling-tokens.ts';
import { tokenRefresh } from './handlers/token-refresh.ts';
import { tokenizePaymentMethod } from './handlers/tokenize-payment-method.ts';

type Handlers = { [E in FieldsEvent]: FieldsHandler<E, 'proving'> | FieldsHandler<E, 'hosted'> };

/** Every client event of /fields, and what serves it. */
export const FIELDS_HANDLERS: Handlers = {
  'host:hostToken': hostToken,
  'host:resume': hostResume,
  'host:location': hostLocation,
  'host:siblingTokens': siblingTokens,
  'sibling:connect': siblingConnect,
  'host:calculateFee': calculateFee,
  'host:challengeToken': challengeToken,
  process_payment: processPayment,
  tokenize_payment_method: tokenizePaymentMethod,
  complete_action: completeAction,
  abandon_action: abandonAction,
  confirm_payment: confirmPayment,
  cancel_payment: cancelPayment,
  payment_status: paymentStatus,
  token_refresh: tokenRefresh,
};

export function isFieldsEvent(event: string): event is FieldsEvent {
  return Object.hasOwn(FIELDS_HANDLERS, event);
}
