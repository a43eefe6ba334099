import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, base64url: what stands in an invitation's address. */
export function newInvitationToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of it. It is random, so that a plain hash is as good as a slow one. */
export function invitationTokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
