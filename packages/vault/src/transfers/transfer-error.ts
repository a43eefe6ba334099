import { FieldfareError } from '@fieldfare/protocol';

/** Why a transfer of cards was refused, for the operator who asked for it. */
export function transferError(detail: string, message: string): FieldfareError {
  return new FieldfareError('conflict', { detail, message, audience: 'operator' });
}
