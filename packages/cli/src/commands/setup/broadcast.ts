import { createBroadcastStore } from '@fieldfare/db';
import { CreateBroadcast, newId, NotificationSeverity } from '@fieldfare/protocol';
import * as z from 'zod';
import { CliError } from '../../cli-error.ts';
import { defineCommand } from '../../command.ts';

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const LONGEST_MS = 7 * UNITS.d;

const Duration = z
  .string()
  .regex(/^[1-9]\d{0,3}[mhd]$/, 'is a time such as 30m, 2h or 1d')
  .transform((text) => Number(text.slice(0, -1)) * UNITS[text.slice(-1) as keyof typeof UNITS])
  .refine((ms) => ms <= LONGEST_MS, 'is at most 7d');

export const broadcastCommand = defineCommand({
  name: 'broadcast',
  summary: 'Tells everybody at a console something, within a second, and prints its id.',
  parameters: [{ name: 'MESSAGE', help: 'what to say, in quotes; with --end the id of what was said' }],
  options: {
    severity: { value: 'LEVEL', help: `${NotificationSeverity.options.join(', ')}; info by default` },
    for: { value: 'TIME', help: 'how long it is news: 30m, 2h, 1d (default), 7d at most' },
    end: { help: 'take back what was said' },
  },
  notes: [
    'Shown as a banner above every page of the console, also to who signs in later, until it ends or the person closes it. Shoppers are not told. Goes by way of the database, so that it works from any machine that reaches it, whichever payment servers run.',
  ],
  input: z.strictObject({
    message: CreateBroadcast.shape.message,
    severity: NotificationSeverity.default('info'),
    for: Duration.default(UNITS.d),
    end: z.boolean().default(false),
  }),
  run: async (context, { message, severity, for: lastsMs, end }) => {
    const now = context.clock.now();
    const store = createBroadcastStore((await context.database()).pool);
    const note = { actor: context.actor, requestId: null, now };
    if (!end) {
      const id = newId('event', now);
      await store.say({ id, severity, message, ends_at: new Date(now.getTime() + lastsMs).toISOString() }, note);
      return context.out(id);
    }
    const said = (await store.current(now)).find(({ id }) => id === message);
    if (!said) throw new CliError('Nothing of this id is being said.');
    await store.say({ ...said, ends_at: now.toISOString() }, note);
    context.out(`${said.id} is taken back.`);
  },
});
