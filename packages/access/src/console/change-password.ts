import { FieldfareError, REMEMBERED_PASSWORDS } from '@fieldfare/protocol';
import type { PasswordHasher } from '../passwords/create-password-hasher.ts';
import { assertPasswordRule } from '../passwords/password-rule.ts';
import type { Clock, ConsoleUser, ConsoleUserStore } from '../ports.ts';

export interface ChangePasswordDeps {
  store: Pick<ConsoleUserStore, 'formerPasswordHashes' | 'replacePassword'>;
  hasher: PasswordHasher;
  clock: Clock;
}

export interface NewPassword {
  newPassword: string;
  /** The session that goes on; null ends all. */
  keptSessionId: string | null;
  requestId: string;
}

/**
 * Gives somebody whose present password was checked the next one. Answers the ids of the sessions that ended by it. Throws
 * `password_too_weak`, `password_reused`, and `password_changed_meanwhile` where another window was faster.
 */
export async function changePassword(
  { store, hasher, clock }: ChangePasswordDeps,
  user: ConsoleUser,
  { newPassword, keptSessionId, requestId }: NewPassword,
): Promise<string[]> {
  assertPasswordRule(newPassword, 'new_password');
  // The present one is the first of the last four.
  const former = await store.formerPasswordHashes(user.id, REMEMBERED_PASSWORDS - 1);
  for (const hash of [user.passwordHash, ...former]) {
    if (await hasher.verify(newPassword, hash)) throw passwordReused();
  }
  const toHash = await hasher.hash(newPassword);
  const change = { userId: user.id, fromHash: user.passwordHash, toHash, keptSessionId, requestId };
  const ended = await store.replacePassword({ ...change, at: clock.now() });
  if (!ended) throw passwordChangedMeanwhile();
  return ended;
}

function passwordReused(): FieldfareError {
  return new FieldfareError('validation_error', {
    detail: 'password_reused',
    message: `This is one of your last ${REMEMBERED_PASSWORDS} passwords. Choose another.`,
    param: 'new_password',
  });
}

function passwordChangedMeanwhile(): FieldfareError {
  return new FieldfareError('conflict', {
    detail: 'password_changed_meanwhile',
    message: 'Your password was changed in another window at the same moment. Sign in with that one.',
  });
}
