import { createHmac } from 'node:crypto';

/** bcrypt reads 72 bytes and silently ignores the rest. */
const BCRYPT_BYTES = 72;

/** What bcrypt is given for a password: itself, or where it is longer than bcrypt reads, 64 characters that stand for all of it. */
export function bcryptInput(password: string): string {
  const isWholeRead = Buffer.byteLength(password, 'utf8') <= BCRYPT_BYTES && !password.includes('\0');
  return isWholeRead ? password : createHmac('sha384', 'fieldfare password').update(password, 'utf8').digest('base64');
}
