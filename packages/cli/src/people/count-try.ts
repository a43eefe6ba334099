import { ACCOUNT_LOCK } from '@fieldfare/access';
import type { ConsoleUser } from '@fieldfare/access';
import { createCommandLineTries, createNotificationStore } from '@fieldfare/db';
import { notify } from '@fieldfare/payments';
import { newId } from '@fieldfare/protocol';
import { CliError } from '../cli-error.ts';
import type { Context } from '../context.ts';

/** Tries somebody's password or code; null where it is wrong. Ten that were lock their account for this command for half an hour, which they and the operators are told. */
export async function countTry<T>(
  context: Context,
  user: ConsoleUser,
  tryIt: (requestId: string) => Promise<T | null>,
): Promise<T | null> {
  const at = context.clock.now();
  const requestId = newId('request', at);
  const tries = createCommandLineTries(await context.database(), ACCOUNT_LOCK);
  const tried = await tries.run({ userId: user.id, actor: context.actor, at, requestId }, () => tryIt(requestId));
  if (tried.type === 'right') return tried.value;
  if (tried.type === 'locked')
    throw new CliError(
      `Too many wrong passwords or codes of ${user.email} were typed at the command line: none is tried before ${tried.until.toISOString()}.`,
    );
  if (tried.isLast) await tellLocked(context, user);
  return null;
}

async function tellLocked(context: Context, { id, email }: ConsoleUser): Promise<void> {
  const deps = { notifications: createNotificationStore((await context.database()).pool), clock: context.clock };
  const words = {
    kind: 'account.command_line_locked',
    severity: 'warning',
    title: 'Ten wrong passwords or codes at the command line',
    body: `They were typed for ${email} in the name of an export or import of cards, by ${context.actor.name}. For half an hour no more are tried there. If that was not ${email}, look who works on that machine.`,
    subject: id,
  } as const;
  await notify(deps, { audience: { type: 'user', userId: id }, ...words });
  await notify(deps, { audience: { type: 'operators' }, ...words });
}
