import { randomBytes } from 'node:crypto';
import { EventList, EventType, RECONNECT_DELAYS_MS } from '@fieldfare/protocol';
import type { Event } from '@fieldfare/protocol';
import * as z from 'zod';
import { ApiAway, askApi } from '../../api/ask-api.ts';
import { defineCommand } from '../../command.ts';
import type { Context } from '../../context.ts';
import { forwardEvent } from './forward-event.ts';
import { newestSequence } from './newest-sequence.ts';

/** How often it asks for what is new; an answer that is full is followed at once. */
const EVERY_MS = 500;
const AT_ONCE = 100;

const families = new Set(EventType.options.map((type) => `${type.split('.')[0]}.*`));
const Filter = z.string().refine((text) => text === '*' || families.has(text) || EventType.safeParse(text).success, {
  error: 'names an event such as payment.captured, payment.* or *',
});

export const listenCommand = defineCommand({
  name: 'listen',
  summary: 'Follows events as they happen, and forwards them, signed, to a server of yours.',
  options: {
    forward: { value: 'URL', help: 'where to send them, such as http://localhost:3002/webhooks' },
    events: { value: 'LIST', help: 'only these, such as payment.captured,refund.*; all by default' },
    secret: {
      value: 'SECRET',
      help: "what to sign with (whsec_…); by default that of the demo's shop, or a new one, which is printed",
    },
  },
  notes: [
    'Follows the payment server of "npm start", or that of PAYMENTS_ORIGIN with the key of FIELDFARE_SECRET_KEY. It needs no address that is reachable from outside. What happens while it is not running is not forwarded; while the connection is lost nothing is missed.',
  ],
  input: z.strictObject({
    forward: z.url({ protocol: /^https?$/, message: 'is a URL, such as http://localhost:3002/webhooks' }).optional(),
    events: z
      .string()
      .transform((list) => list.split(/[\s,]+/).filter(Boolean))
      .pipe(z.array(Filter))
      .default(['*']),
    secret: z
      .string()
      .regex(/^whsec_[A-Za-z0-9+/=]{24,}$/, 'is a signing secret: it begins with whsec_')
      .optional(),
  }),
  run: async (context, { forward, events, secret: given }) => {
    const target = await context.api();
    const secret = given ?? target.webhookSecret ?? newSecret();
    const next = (afterSequence: number) =>
      askApi(target, {
        path: `/v1/events?after_sequence=${afterSequence}&limit=${AT_ONCE}`,
        schema: EventList,
        signal: context.signal,
      });
    let last = await newestSequence(target);
    context.say(`Following ${target.origin}. Ctrl-C ends it.`);
    if (forward !== undefined) context.say(`Forwarding to ${forward}, signed with ${secret}`);
    await follow(context, async () => {
      const { data, has_more: hasMore } = await next(last);
      for (const event of data) {
        if (events.some((filter) => fits(filter, event))) await tell(context, event, forward, secret);
        last = event.sequence;
      }
      return hasMore;
    });
  },
});

/** Asks again and again until Ctrl-C; while nobody answers, less and less often. */
async function follow(context: Context, ask: () => Promise<boolean>): Promise<void> {
  let failures = 0;
  while (!context.signal.aborted) {
    try {
      const hasMore = await ask();
      if (failures > 0) context.say('Connected again.');
      failures = 0;
      if (!hasMore) await context.wait(EVERY_MS);
    } catch (error) {
      if (context.signal.aborted) return;
      if (!(error instanceof ApiAway)) throw error;
      if (failures === 0) context.say(`${error.message} Trying again.`);
      await context
        .wait(RECONNECT_DELAYS_MS[Math.min(failures, RECONNECT_DELAYS_MS.length - 1)] ?? EVERY_MS)
        .catch(() => undefined);
      failures += 1;
    }
  }
}

async function tell(context: Context, event: Event, forward: string | undefined, secret: string): Promise<void> {
  const what = `${event.timestamp.slice(11, 19)}  ${event.type.padEnd(24)} ${event.data.id}  ${event.id}`;
  if (forward === undefined) return context.out(what);
  context.out(`${what}  -> ${await forwardEvent(event, forward, secret, context.clock.now())}`);
}

function fits(filter: string, { type }: Event): boolean {
  return filter === '*' || filter === type || (filter.endsWith('.*') && type.startsWith(filter.slice(0, -1)));
}

function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}
