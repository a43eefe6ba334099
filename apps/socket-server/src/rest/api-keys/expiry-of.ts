import { FieldfareError } from '@fieldfare/protocol';

/** When a new key ends; null is never. */
export function expiryOf({ expires_at: end }: { expires_at?: string | null | undefined }, now: Date): Date | null {
  if (end === undefined || end === null) return null;
  const expiresAt = new Date(end);
  if (expiresAt > now) return expiresAt;
  throw new FieldfareError('validation_error', {
    detail: 'expires_at_invalid',
    param: 'expires_at',
    message: 'expires_at must lie in the future.',
  });
}
