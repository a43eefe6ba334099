import { createPasswordHasher, mustSetUpSecondFactor, setUpRequired } from '@fieldfare/access';
import { createConsoleUserStore } from '@fieldfare/db';
import { CliError } from '../cli-error.ts';
import type { Context } from '../context.ts';
import { countTry } from './count-try.ts';
import { proveCode } from './prove-code.ts';

/**
 * Who stands behind a command that two people must take part in: somebody who knows the password of an account of the console and, where that
 * has a second factor, holds it. Each is a line of stdin. Whether the account may do it, the database says. Answers the user's id.
 */
export async function signIn(context: Context, email: string): Promise<string> {
  const password = await context.readSecret(`Password of ${email}`);
  const user = await createConsoleUserStore(await context.database()).findUserByEmail(email.trim().toLowerCase(), null);
  const hasher = createPasswordHasher();
  const isRight = async () =>
    (await hasher.verify(password, user?.passwordHash ?? null)) && user?.disabledAt === null ? true : null;
  try {
    const proven = user ? await countTry(context, user, isRight) : await isRight();
    if (!user || proven === null)
      throw new CliError('E-mail and password do not belong together, or the account is disabled.');
  } finally {
    await hasher.close();
  }
  if (user.oneTimeUntil !== null)
    throw new CliError('This password serves once: choose one of your own first, where you sign in to the console.');
  // The console's own rule: asked of whoever has one, and required where a merchant that they work for requires it.
  if (mustSetUpSecondFactor(user)) throw setUpRequired();
  if (user.secondFactorAt !== null) await proveCode(context, user);
  return user.id;
}
