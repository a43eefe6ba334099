import { createInstallation, createNotificationStore } from '@fieldfare/db';
import { notify } from '@fieldfare/payments';
import { idOf, Mode } from '@fieldfare/protocol';
import * as z from 'zod';
import { CliError } from '../../cli-error.ts';
import { defineCommand } from '../../command.ts';

export const resetSecondFactorCommand = defineCommand({
  name: 'reset-second-factor',
  summary:
    'Takes away the second factor of somebody who lost their phone and their recovery codes, and ends their sessions.',
  options: {
    email: { value: 'EMAIL', help: 'what they sign in with' },
    merchant: { value: 'ID', help: 'of a shopper: the merchant that their account is at' },
    mode: { value: 'MODE', help: 'of a shopper: test or live' },
    json: { help: 'print JSON' },
  },
  notes: [
    'Make sure who asks before you run it (PCI DSS 8.3.3): from then on their password alone signs them in, until they have set up another. Their password stays as it is. The audit log has it, and they are told at the console.',
  ],
  input: z
    .strictObject({
      email: z.email('is not an e-mail address').transform((email) => email.trim().toLowerCase()),
      merchant: idOf('merchant').optional(),
      mode: Mode.optional(),
      json: z.boolean().default(false),
    })
    .refine(({ merchant, mode }) => (merchant === undefined) === (mode === undefined), {
      path: ['mode'],
      message: 'goes with --merchant, and one needs the other',
    }),
  run: async (context, { email, merchant, mode, json }) => {
    const { database, clock, actor } = { ...context, database: await context.database() };
    const shopper = merchant !== undefined && mode !== undefined ? { merchantId: merchant, mode } : null;
    const reset = await createInstallation(database).resetSecondFactor({ email, shopper, actor }, clock.now());
    if (reset === null) throw new CliError(`Nobody signs in with ${email}.`);
    const { userId, isReset } = reset;
    if (!isReset) throw new CliError(`${email} has no second factor.`);
    await notify(
      { notifications: createNotificationStore(database.pool), clock },
      {
        audience: { type: 'user', userId },
        kind: 'account.second_factor_reset',
        severity: 'warning',
        title: 'Your second factor was taken away',
        body: 'Whoever runs this server did it, and your sessions ended. Set up another on the page of your account. If you did not ask for it, tell them.',
        subject: userId,
      },
    );
    if (!json)
      context.say('Their password alone signs them in now, until they set up another. Their sessions have ended.');
    context.out(json ? JSON.stringify({ user: userId }) : userId);
  },
});
