import { TOTP_DIGITS, TOTP_PERIOD_SECONDS } from '@fieldfare/protocol';
import { Secret, TOTP } from 'otpauth';

/** RFC 4226, section 4: 160 bits. */
const SECRET_BYTES = 20;
/** RFC 6238, section 5.2: a code of half a minute earlier or later is taken, too, for the clocks of phones differ. */
const WINDOW_STEPS = 1;

/** What an app that tells codes and we both know, in base 32. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** The `otpauth:` address that an app reads from a QR code. It holds the secret. */
export function totpUri(secret: string, { issuer, account }: { issuer: string; account: string }): string {
  return totpOf(secret, issuer, account).toString();
}

/** Of which half minute since 1970 a code of six digits is, where it is of this one, the one before or the one after; null otherwise. */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  // The library throws at six letters that are more than six bytes.
  if (!/^[0-9]{6}$/.test(code)) return null;
  const totp = totpOf(secret);
  const timestamp = now.getTime();
  const delta = totp.validate({ token: code, timestamp, window: WINDOW_STEPS });
  return delta === null ? null : totp.counter({ timestamp }) + delta;
}

function totpOf(secret: string, issuer = '', label = ''): TOTP {
  const shape = { algorithm: 'SHA1', digits: TOTP_DIGITS, period: TOTP_PERIOD_SECONDS };
  return new TOTP({ ...shape, issuer, label, secret: Secret.fromBase32(secret) });
}
