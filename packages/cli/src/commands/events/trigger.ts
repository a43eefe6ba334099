import * as z from 'zod';
import { askApi } from '../../api/ask-api.ts';
import { CliError } from '../../cli-error.ts';
import { defineCommand } from '../../command.ts';
import type { ApiTarget } from '../../env/find-api.ts';
import { payHeadless } from '../../shopper/pay-headless.ts';

/** What makes an event happen: the test card that is paid with, and what is then done to the payment. */
interface Recipe {
  card: string;
  steps?: readonly ('confirm' | 'cancel' | 'refund')[];
}

const VISA = '4242424242424242';
const RECIPES = {
  'payment.authorized': { card: VISA },
  'payment.captured': { card: VISA, steps: ['confirm'] },
  'payment.canceled': { card: VISA, steps: ['cancel'] },
  'payment.declined': { card: '4000000000000002' },
  'payment.requires_action': { card: '4000002500003155' },
  'payment.unknown': { card: '4000000000006975' },
  'payment.resolved': { card: '4000000000006975' },
  'refund.created': { card: VISA, steps: ['confirm', 'refund'] },
  'refund.succeeded': { card: VISA, steps: ['confirm', 'refund'] },
  'dispute.created': { card: '4000000000000259', steps: ['confirm'] },
} as const satisfies Record<string, Recipe>;
type Triggerable = keyof typeof RECIPES;
const NAMES = Object.keys(RECIPES) as [Triggerable, ...Triggerable[]];

export const triggerCommand = defineCommand({
  name: 'trigger',
  summary: 'Makes an event really happen, in test mode: somebody pays with a test card at the sandbox bank.',
  parameters: [{ name: 'EVENT', help: NAMES.join(', ') }],
  notes: [
    'Uses the payment server and the key that "fieldfare listen" would use. What happens on the way happens too: payment.captured comes after payment.authorized. payment.resolved and dispute.created come by themselves some seconds later. Each payment opens a socket: what the server refuses it for (a limit, a key, an origin) is said with its code.',
  ],
  input: z.strictObject({ event: z.enum(NAMES) }),
  run: async (context, { event }) => {
    const target = await context.api();
    if (!target.secretKey.startsWith('sk_test_'))
      throw new CliError('Events are triggered in test mode: use a key that begins with sk_test_.');
    const { card, steps = [] }: Recipe = RECIPES[event];
    const { id, status } = await payHeadless(target, card);
    context.out(`${id}  ${status}`);
    for (const step of steps) context.out(`${id}  ${await carryOut(target, id, step)}`);
  },
});

const Moved = z.object({ id: z.string(), status: z.string() });

async function carryOut(target: ApiTarget, id: string, step: 'confirm' | 'cancel' | 'refund'): Promise<string> {
  const path = `/v1/payments/${id}`;
  if (step === 'refund') {
    const refund = await askApi(target, { method: 'POST', path: `${path}/refunds`, body: {}, schema: Moved });
    return `refund ${refund.id} ${refund.status}`;
  }
  return (await askApi(target, { method: 'POST', path: `${path}/${step}`, body: {}, schema: Moved })).status;
}
