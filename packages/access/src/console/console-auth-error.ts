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

/** The password is right and serves to choose one's own, and for nothing else. */
export function passwordChangeRequired(): FieldfareError {
  return new FieldfareError('permission_denied', {
    detail: 'password_change_required',
    message: 'This password serves once: choose one of your own first, where you sign in to the console.',
  });
}

export function noOneTimePassword(): FieldfareError {
  return new FieldfareError('conflict', {
    detail: 'no_one_time_password',
    message: 'This password is your own already. Sign in, and change it on the page of your account.',
  });
}

/** No `authentication_error`: the session that asks is a good one. */
export function currentPasswordWrong(): FieldfareError {
  return new FieldfareError('validation_error', {
    detail: 'current_password_wrong',
    message: 'That is not your present password.',
    param: 'current_password',
  });
}
