import { EventType } from '@fieldfare/protocol';
import * as z from 'zod';
import { askApi } from '../../api/ask-api.ts';
import { CliError } from '../../cli-error.ts';
import { defineCommand } from '../../command.ts';
import type { Context } from '../../context.ts';
import type { ApiTarget } from '../../env/find-api.ts';
import { withHeadlessShopper } from '../../shopper/headless-shopper.ts';
import type { TestMethod } from '../../shopper/seal-test-method.ts';
import { awaitEvent } from './await-event.ts';
import { newestSequence } from './newest-sequence.ts';
import { RECIPES } from './recipes.ts';
import type { Recipe } from './recipes.ts';

const AMOUNT = { amount_minor: 4_900, currency: 'USD' };
const REFERENCE = 'fieldfare trigger';

export const triggerCommand = defineCommand({
  name: 'trigger',
  summary: 'Makes an event really happen, in test mode: somebody pays with a test card at the sandbox bank.',
  parameters: [{ name: 'EVENT', help: EventType.options.join(', ') }],
  notes: [
    'Uses the payment server and the key that "fieldfare listen" would use. What happens on the way happens too: payment.captured comes after payment.authorized. It ends when the event was recorded; one that the bank brings about by itself (payment.expired, payment.failed, payment.resolved, dispute.*) takes up to half a minute. Bank accounts need "ach" among the methods of your profile; webhook_endpoint.test needs an endpoint that is enabled.',
    'Each payment opens a socket: what the server refuses it for (a limit, a key, an origin) is said with its code.',
  ],
  input: z.strictObject({ event: EventType }),
  run: async (context, { event: type }) => {
    const target = await context.api();
    if (!target.secretKey.startsWith('sk_test_'))
      throw new CliError('Events are triggered in test mode: use a key that begins with sk_test_.');
    const afterSequence = await newestSequence(target);
    const subject = await follow(context, target, RECIPES[type]);
    const event = await awaitEvent(context, { type, subject, afterSequence });
    context.out(`${event.id}  ${type}`);
  },
});

/** Does what the recipe says, and answers the id of what it was done to. */
async function follow(context: Context, target: ApiTarget, recipe: Recipe): Promise<string> {
  if ('tests' in recipe) return testEndpoint(context, target);
  const { id, steps } = 'pays' in recipe ? await pay(context, target, recipe) : await save(context, target, recipe);
  for (const { path, name } of steps) {
    const moved = await askApi(target, { method: 'POST', path, body: {}, schema: Moved });
    if (moved.object === 'approval')
      throw new CliError(
        `A rule of your profile has somebody decide upon this ${name} first: ${moved.id} waits in the console.`,
      );
    context.out(`${moved.id}  ${moved.status}`);
  }
  return id;
}

const Moved = z.object({ id: z.string(), object: z.string(), status: z.string() });
const Endpoints = z.object({ data: z.array(z.object({ id: z.string(), status: z.string() })) });
const Delivery = z.object({ id: z.string() });

async function pay(context: Context, target: ApiTarget, { pays, steps = [] }: Extract<Recipe, { pays: TestMethod }>) {
  const session = { ...AMOUNT, reference: REFERENCE };
  const { id, status } = await withHeadlessShopper(target, session, (shopper) => shopper.pay(pays));
  context.out(`${id}  ${status}`);
  const asked = steps.map((name) => ({ name, path: `/v1/payments/${id}/${name === 'refund' ? 'refunds' : name}` }));
  return { id, steps: asked };
}

async function save(
  context: Context,
  target: ApiTarget,
  { saves, steps = [] }: Extract<Recipe, { saves: TestMethod }>,
) {
  const session = { mode: 'setup', currency: AMOUNT.currency, reference: REFERENCE };
  const { id } = await withHeadlessShopper(target, session, (shopper) => shopper.save(saves));
  context.out(`${id}  saved`);
  return { id, steps: steps.map((name) => ({ name, path: `/v1/payment_methods/${id}/${name}` })) };
}

/** Has the newest enabled endpoint tested. */
async function testEndpoint(context: Context, target: ApiTarget): Promise<string> {
  const { data } = await askApi(target, { path: '/v1/webhook_endpoints', schema: Endpoints });
  const endpoint = data.find(({ status }) => status === 'enabled');
  if (!endpoint)
    throw new CliError(
      'There is no webhook endpoint that is enabled: make one by POST /v1/webhook_endpoints or in the console.',
    );
  const path = `/v1/webhook_endpoints/${endpoint.id}/test`;
  const delivery = await askApi(target, { method: 'POST', path, body: {}, schema: Delivery });
  context.out(`${endpoint.id}  ${delivery.id}`);
  return endpoint.id;
}
