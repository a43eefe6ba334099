import { FieldfareError } from '@fieldfare/protocol';

const WRONG = 'That code is wrong, or was used before. Take the one that your app shows now, or a recovery code.';

/** At the sign-in, whose challenge may be tried again. */
export function signInCodeWrong(): FieldfareError {
  return new FieldfareError('authentication_error', { detail: 'second_factor_code_wrong', message: WRONG });
}

/** No `authentication_error`: the session that asks is a good one. */
export function codeWrong(): FieldfareError {
  return new FieldfareError('validation_error', { detail: 'code_wrong', message: WRONG, param: 'code' });
}

/** While one is being set up, when no code was used before and no recovery code exists. */
export function firstCodeWrong(): FieldfareError {
  return new FieldfareError('validation_error', {
    detail: 'code_wrong',
    message:
      'That code is wrong. Type the one that your app shows now. If it is refused again, set your phone’s clock to be set by itself, for codes are made of the time.',
    param: 'code',
  });
}

/** The one answer to a challenge that is no good, whether it is forged, too old, used, or had its wrong codes. */
export function challengeOver(cause?: unknown): FieldfareError {
  return new FieldfareError('authentication_error', {
    detail: 'sign_in_challenge_over',
    message: 'This sign-in is over. Begin again with your password.',
    cause,
  });
}

export function secondFactorOn(): FieldfareError {
  return new FieldfareError('conflict', {
    detail: 'second_factor_on',
    message: 'You have a second factor already. Turn it off to set up another.',
  });
}

export function secondFactorOff(): FieldfareError {
  return new FieldfareError('conflict', {
    detail: 'second_factor_off',
    message: 'You have no second factor. Set one up first.',
  });
}

export function notBegun(): FieldfareError {
  return new FieldfareError('conflict', {
    detail: 'second_factor_not_begun',
    message: 'Nothing waits to be confirmed here; another window may have begun anew. Begin again.',
  });
}

/** The rights of somebody whose merchant asks for a second factor begin once they have one. */
export function setUpRequired(): FieldfareError {
  return new FieldfareError('permission_denied', {
    detail: 'second_factor_set_up_required',
    message: 'A merchant that you work for asks for a second factor. Set one up first, on the page of your account.',
  });
}
