import { FieldfareError } from './errors.ts';

/** What was sealed under a key that was destroyed meanwhile: it was stored nowhere. */
export function merchantKeyGone(): FieldfareError {
  return new FieldfareError('system_error', {
    detail: 'merchant_key_gone',
    message: 'The merchant key was destroyed while something was being sealed with it.',
    audience: 'operator',
  });
}
