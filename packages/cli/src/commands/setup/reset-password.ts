import { createInstallation, createNotificationStore } from '@fieldfare/db';
import { notify } from '@fieldfare/payments';
import * as z from 'zod';
import { CliError } from '../../cli-error.ts';
import { defineCommand } from '../../command.ts';
import { makeOneTimePassword } from '../../people/make-one-time-password.ts';

export const resetPasswordCommand = defineCommand({
  name: 'reset-password',
  summary: 'Gives somebody who forgot their password a one-time one, prints it and ends their sessions.',
  options: {
    email: { value: 'EMAIL', help: 'what they sign in with' },
    json: { help: 'print JSON' },
  },
  notes: [
    'Make sure who asks before you run it (PCI DSS 8.3.3), and tell them the password by a way that you know to be theirs. It serves for a day, and for nothing but choosing their own where they sign in. The audit log has it, and they are told at the console.',
  ],
  input: z.strictObject({
    email: z.email('is not an e-mail address').transform((email) => email.trim().toLowerCase()),
    json: z.boolean().default(false),
  }),
  run: async (context, { email, json }) => {
    const { database, clock, actor } = { ...context, database: await context.database() };
    const { password, passwordHash, oneTimeUntil } = await makeOneTimePassword(clock.now());
    const userId = await createInstallation(database).resetPassword(
      { email, passwordHash, oneTimeUntil, actor },
      clock.now(),
    );
    if (userId === null) throw new CliError(`Nobody signs in with ${email}.`);
    await notify(
      { notifications: createNotificationStore(database.pool), clock },
      {
        audience: { type: 'user', userId },
        kind: 'account.password_reset',
        severity: 'warning',
        title: 'Your password was reset',
        body: 'Whoever runs this server gave you a one-time password, and your sessions ended. If you did not ask for it, tell them.',
        subject: userId,
      },
    );
    if (!json)
      context.say(`It serves until ${oneTimeUntil.toISOString()}, to choose another. Their sessions have ended.`);
    context.out(json ? JSON.stringify({ user: userId, password, serves_until: oneTimeUntil.toISOString() }) : password);
  },
});
