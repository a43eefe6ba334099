import { FieldfareError } from '@fieldfare/protocol';
import type { ErrorDetail } from '@fieldfare/protocol';

/** Why a transfer of cards was refused, for the operator who asked for it. */
export function transferError(detail: ErrorDetail, message: string): FieldfareError {
  return new FieldfareError('conflict', { detail, message, audience: 'operator' });
}

/** The detail of each verdict that the database gives over a transfer: a state that it is in already is one and the same conflict. */
const DETAILS = {
  not_found: 'transfer_not_found',
  merchant_not_found: 'merchant_not_found',
  not_admin: 'not_admin',
  same_person: 'same_person',
  person_left: 'not_admin',
  thumbprint_mismatch: 'thumbprint_mismatch',
  too_early: 'too_early',
  expired: 'transfer_approval_expired',
  too_many_rows: 'too_many_rows',
  row_limit_refused: 'row_limit_refused',
  requested: 'transfer_state_conflict',
  approved: 'transfer_state_conflict',
  running: 'transfer_state_conflict',
  finished: 'transfer_state_conflict',
  canceled: 'transfer_state_conflict',
} as const satisfies Record<string, ErrorDetail>;

/** A transfer that the database did not let be asked for, approved, canceled or run. */
export function transferRefusal(verdict: keyof typeof DETAILS, message: string): FieldfareError {
  return transferError(DETAILS[verdict], message);
}

/** Somebody canceled it, or its time ran out, while it ran. */
export function importEnded(): FieldfareError {
  return transferError(
    'canceled',
    'The import was canceled, or its time ran out, while it ran. The cards that it stored before stay: revoke them where they are not wanted.',
  );
}
