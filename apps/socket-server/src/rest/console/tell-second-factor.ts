import { notify } from '@fieldfare/payments';
import type { Deps } from '../../deps.ts';

type Teller = Pick<Deps, 'notifications' | 'clock'>;

const IF_NOT_YOU = 'If that was not you, change your password now, and tell whoever runs this server.';

type SecondFactorNews = 'on' | 'off' | 'recovery_codes_replaced';

const NEWS: Record<SecondFactorNews, { kind: string; title: string; body: string }> = {
  on: {
    kind: 'account.second_factor_on',
    title: 'Your second factor is on',
    body: `From now on signing in asks for a code of your app, too. Every other session of yours has ended. ${IF_NOT_YOU}`,
  },
  off: {
    kind: 'account.second_factor_off',
    title: 'Your second factor is off',
    body: `From now on your password alone signs you in. ${IF_NOT_YOU}`,
  },
  recovery_codes_replaced: {
    kind: 'account.recovery_codes_replaced',
    title: 'You have new recovery codes',
    body: `The former ones serve no more. ${IF_NOT_YOU}`,
  },
};

/** Tells a person, in every open window of theirs, what became of their second factor. */
export function tellSecondFactor(deps: Deps, userId: string, news: SecondFactorNews): Promise<void> {
  return tell(deps, userId, NEWS[news]);
}

export async function tellRecoveryCodeUsed(deps: Deps, userId: string): Promise<void> {
  const left = (await deps.consoleAuth.secondFactor.status(userId))?.recoveryCodesLeft ?? 0;
  const rest = left === 0 ? 'It was the last one' : left === 1 ? 'One is left' : `${left} are left`;
  return tell(deps, userId, {
    kind: 'account.recovery_code_used',
    title: 'Somebody signed in with a recovery code of yours',
    body: `${rest}. You get new ones on the page of your account. ${IF_NOT_YOU}`,
  });
}

/** Who had five tries at a code knows the password. */
export function tellWrongCodes(deps: Teller, userId: string): Promise<void> {
  return tell(deps, userId, {
    kind: 'account.second_factor_failed',
    title: 'Somebody had your password, and no code',
    body: `Five wrong codes were typed after your password. ${IF_NOT_YOU}`,
  });
}

async function tell(deps: Teller, userId: string, words: { kind: string; title: string; body: string }): Promise<void> {
  await notify(deps, { audience: { type: 'user', userId }, severity: 'warning', subject: userId, ...words });
}
