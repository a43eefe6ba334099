import { newId } from '@fieldfare/protocol';
import { succeeded } from '../../../../apps/socket-server/src/testing/fields-client.ts';
import type { FieldsClient } from '../../../../apps/socket-server/src/testing/fields-client.ts';
import type { TestStack } from '../../../../apps/socket-server/src/testing/start-test-stack.ts';
import { cardOf, TEST_CARDS } from '../../../../apps/socket-server/src/testing/test-cards.ts';
import { createRandom } from '../crash/random.ts';
import type { Random } from '../crash/random.ts';
import { breakIn } from './break-in.ts';
import { FIRST_ID, FuzzClient, isGoodRequest } from './fuzz-client.ts';
import type { Answered } from './fuzz-client.ts';
import { planMessage } from './plan-message.ts';
import type { Known } from './plan-message.ts';

export interface FuzzReport {
  messages: number;
  answered: number;
  /** Connections that the server ended, each for a frame that is no packet, or too long. */
  ended: number;
  /** Connections that were to become WebSockets and broke before. */
  brokenIn: number;
  /** Answers by code, or `ok`. */
  outcomes: Record<string, number>;
  /** What must not be: an acceptance that no rule grants, an answer that never came, a failure of the server's own. */
  problems: string[];
}

export interface FuzzOptions {
  stack: TestStack;
  count: number;
  seed: number;
  say?: (line: string) => void;
}

const CLIENTS = 8;
const BATCH = 40;
const ANSWERED_WITHIN_MS = 30_000;

/**
 * Throws hostile messages at a payment server over many connections: malformed, mutated, reordered, replayed, stolen from each other and
 * oversized. Repeatable by its seed, as far as the network's order is.
 */
export async function fuzzCampaign({ stack, count, seed, say = () => {} }: FuzzOptions): Promise<FuzzReport> {
  const report: FuzzReport = { messages: 0, answered: 0, ended: 0, brokenIn: 0, outcomes: {}, problems: [] };
  const onLeft = (error: unknown) => void report.problems.push(`left unhandled: ${String(error)}`);
  process.on('unhandledRejection', onLeft).on('uncaughtException', onLeft);
  try {
    const campaign = { stack, random: createRandom(seed), report, ...(await goodMessages(stack)) };
    await Promise.all(Array.from({ length: CLIENTS }, (_, turn) => attack(campaign, turn, count, say)));
    report.problems.push(...(await doublePayments(stack)), ...failuresIn(stack.lines));
    await payOnce(stack);
    return report;
  } finally {
    process.off('unhandledRejection', onLeft).off('uncaughtException', onLeft);
  }
}

interface Campaign {
  stack: TestStack;
  random: Random;
  report: FuzzReport;
  known: Known[];
}

/** A whole purchase of one session, up to a card that is declined, and half of another: what attackers would have seen on a wire. */
async function goodMessages(stack: TestStack): Promise<{ known: Known[] }> {
  const known: Known[] = [];
  for (const card of [TEST_CARDS.declined, TEST_CARDS.visa]) {
    const { client, hosted } = await stack.openHost({ page_may: [] });
    const { tokens } = succeeded(await client.send('host:siblingTokens', { kinds: ['card-exp', 'card-cvc'] }));
    const payment = await client.preparePayment(hosted, cardOf(card));
    const { session } = hosted;
    const keys = { signing: client.keys.signing.publicJwk, sealing: client.keys.sealing.publicJwk };
    const proof = await client.prove();
    const bodies: [Known['event'], object][] = [
      ['host:hostToken', { keys, observed_origin: 'https://shop.example', proof }],
      ['host:resume', { proof }],
      ['host:location', { country: 'US', coordinates: { latitude: 1, longitude: 2 } }],
      ['host:siblingTokens', { kinds: ['card-exp'] }],
      ['host:calculateFee', { method: 'card', bin: '424242' }],
      ['payment_status', {}],
      ['token_refresh', {}],
      ['confirm_payment', { amount_minor: 100 }],
      ['cancel_payment', {}],
      ['process_payment', { ...payment, billing: { name: 'Test Shopper', country: 'US' }, metadata: { a: 'b' } }],
      ...tokens.map(({ kind, sibling_token }): [Known['event'], object] => [
        'sibling:connect',
        { kind, sibling_token },
      ]),
      [
        'host:challengeToken',
        {
          action: 'process_payment',
          method: 'card',
          amount_minor: session.amount_minor,
          total_minor: session.total_minor,
          currency: session.currency,
        },
      ],
    ];
    for (const [event, body] of bodies) known.push({ event, payload: { request_id: newId('request'), ...body } });
    client.close();
  }
  return { known };
}

async function attack(campaign: Campaign, turn: number, count: number, say: (line: string) => void): Promise<void> {
  const { report, random, known } = campaign;
  let client: FuzzClient | null = null;
  let id = FIRST_ID + turn;
  while (report.messages < count) {
    if (client === null || client.isGone) client = await connect(campaign);
    for (let sent = 0; sent < BATCH && report.messages < count; sent += 1) {
      client.send(planMessage(random, known, id));
      id += CLIENTS;
      report.messages += 1;
      if (report.messages % 10_000 === 0) lookBack(campaign, count, say);
    }
    const [isSettled] = await Promise.all([client.settled(ANSWERED_WITHIN_MS), breakIn(campaign.stack.url, random)]);
    report.brokenIn += 1;
    if (!isSettled) report.problems.push('an answer never came');
    if (client.isGone) report.ended += 1;
    // Now and then an attacker leaves in the middle, and comes back as another.
    else if (random.below(40) === 0) {
      client.drop();
      client = null;
    }
  }
  client?.drop();
}

/** Reads what the server has logged, so that a long campaign need not keep it. */
function lookBack({ stack, report }: Campaign, count: number, say: (line: string) => void): void {
  report.problems.push(...failuresIn(stack.lines));
  stack.lines.length = 0;
  say(`${report.messages} of ${count} messages, ${report.problems.length} problems`);
}

/** Every other attacker has proven a host of its own; the rest stand in the doorway. */
async function connect(campaign: Campaign): Promise<FuzzClient> {
  const { stack, random, report } = campaign;
  const session = await stack.createSession();
  const client: FieldsClient = await stack.connect({ pt_token: session.pt_token });
  if (random.below(2) === 0) succeeded(await client.host());
  return new FuzzClient(client, (answered) => judge(report, answered));
}

/** These change nothing and may be asked by every host, so that a good request is granted; the others need what an attacker has not. */
const HARMLESS = new Set([
  'host:location',
  'host:siblingTokens',
  'host:calculateFee',
  'host:challengeToken',
  'payment_status',
  'token_refresh',
]);

function judge(report: FuzzReport, { event, payload, answer }: Answered): void {
  report.answered += 1;
  const outcome = answer.type === 'error' ? String(answer.code) : 'ok';
  report.outcomes[outcome] = (report.outcomes[outcome] ?? 0) + 1;
  if (outcome === 'system_error')
    report.problems.push(`${event} failed on the server's side: ${String(answer.detail)}`);
  if (outcome !== 'ok') return;
  if (!isGoodRequest(event, payload)) report.problems.push(`${event} was granted though its schema refuses it`);
  else if (!HARMLESS.has(event)) report.problems.push(`${event} was granted to a stranger`);
}

async function doublePayments({ composed }: TestStack): Promise<string[]> {
  const { rows } = await composed.database.pool.query('SELECT count(*)::int AS payments FROM payments');
  const { payments } = rows[0] as { payments: number };
  return payments === 0 ? [] : [`${payments} payments were begun by replayed messages`];
}

function failuresIn(lines: readonly string[]): string[] {
  return lines.filter((line) => line.includes('"level":"error"') || line.includes('"level":"fatal"')).slice(0, 10);
}

/** After all that the server serves a shopper as if nothing had been. */
async function payOnce(stack: TestStack): Promise<void> {
  const { client, hosted } = await stack.openHost();
  const { payment } = succeeded(await client.pay(hosted, cardOf(TEST_CARDS.visa)));
  client.close();
  if (payment.status !== 'authorized') throw new Error(`a payment after the campaign is ${payment.status}`);
}
