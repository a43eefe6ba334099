import { FieldfareError } from '@fieldfare/protocol';

/** The one answer to a sign-in that fails, whether the e-mail, the password or the account is at fault. */
export function invalidCredentials(): FieldfareError {
  return new FieldfareError('authentication_error', {
    detail: 'invalid_credentials',
    message: 'E-mail or password is wrong.',
  });
}

export function sessionEnded(): FieldfareError {
  return new FieldfareError('authentication_error', {
    detail: 'session_ended',
    message: 'Your session has ended. Sign in again.',
  });
}
