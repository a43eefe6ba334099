import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, base64url. */
export function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a refresh token. It is random, so that a plain hash is as good as a slow one. */
export function refreshTokenHash(refreshToken: string): Buffer {
  return createHash('sha256').update(refreshToken).digest();
}
