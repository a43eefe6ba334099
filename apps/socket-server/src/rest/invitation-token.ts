import { createHash, randomBytes } from 'node:crypto';
import { FieldfareError } from '@fieldfare/protocol';

/** How long an invitation holds. */
export const INVITATION_LIVES_MS = 7 * 86_400_000;

/** 256 random bits, base64url: what stands in an invitation's address. */
export function newInvitationToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of it. It is random, so that a plain hash is as good as a slow one. */
export function invitationTokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** One answer for what never was, was taken up, was replaced or has run out. */
export function noInvitation(): FieldfareError {
  return new FieldfareError('not_found', {
    detail: 'invitation_not_found',
    message: 'This invitation does not hold any more. Ask for a new one.',
  });
}
