import { FieldfareError } from '@fieldfare/protocol';

/** PCI DSS 8.3.6: twelve characters, letters and digits. */
const MIN_PASSWORD_CHARS = 12;

export const PASSWORD_RULE = `at least ${MIN_PASSWORD_CHARS} characters, among them a letter and a digit`;

/** Throws `validation_error` / `password_too_weak` where a password that somebody chooses does not meet the rule. */
export function assertPasswordRule(password: string, param: string): void {
  if (meetsPasswordRule(password)) return;
  throw new FieldfareError('validation_error', {
    detail: 'password_too_weak',
    message: `Choose a password of ${PASSWORD_RULE}.`,
    param,
  });
}

export function meetsPasswordRule(password: string): boolean {
  return password.length >= MIN_PASSWORD_CHARS && /\p{L}/u.test(password) && /\d/.test(password);
}
