import { createPasswordHasher } from '@fieldfare/access';
import { createConsoleUserStore } from '@fieldfare/db';
import { CliError } from '../cli-error.ts';
import type { Context } from '../context.ts';

/**
 * Who stands behind a command that two people must take part in: somebody who knows the password of an account of the console, read from
 * stdin. Whether that account may do it, the database says. Answers the user's id.
 */
export async function signIn(context: Context, email: string): Promise<string> {
  const password = await context.readPassword(`Password of ${email}`);
  const user = await createConsoleUserStore(await context.database()).findUserByEmail(email.trim().toLowerCase(), null);
  const hasher = createPasswordHasher();
  try {
    const isMatch = await hasher.verify(password, user?.passwordHash ?? null);
    if (user && isMatch && user.disabledAt === null) {
      if (user.oneTimeUntil === null) return user.id;
      throw new CliError('This password serves once: choose one of your own first, where you sign in to the console.');
    }
  } finally {
    await hasher.close();
  }
  throw new CliError('E-mail and password do not belong together, or the account is disabled.');
}
