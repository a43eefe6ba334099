import { connectDatabase } from '@fieldfare/db';
import type { AuthorizeOutcome, AuthorizeRequest } from '@fieldfare/payments';
import { newId } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canaryAccount, canaryCard, tracesOf } from './testing/canary-card.ts';
import type { CanaryCard } from './testing/canary-card.ts';
import { dumpDatabase } from './testing/dump-database.ts';
import type { FieldsClient } from './testing/fields-client.ts';
import { numberForms } from './testing/leak-forms.ts';
import { sealCard } from './testing/seal-card.ts';
import { startTestStack } from './testing/start-test-stack.ts';
import type { TestStack } from './testing/start-test-stack.ts';

let stack: TestStack;
const cards: CanaryCard[] = [];
const account = canaryAccount();
/** Everything that the server said, over HTTP and the socket. */
const said: string[] = [];
const metrics: string[] = [];

const typed = () => {
  const card = canaryCard();
  cards.push(card);
  return { ...card, exp_month: 11, exp_year: 2031, name: 'Canary' };
};
const keep = <T>(answer: T): T => {
  said.push(JSON.stringify(answer));
  return answer;
};
const hear = (client: FieldsClient) => client.socket.onAny((_, payload) => said.push(JSON.stringify(payload)));

/** A purchase whose processor does this. */
async function payWith(authorize: (request: AuthorizeRequest) => Promise<AuthorizeOutcome>) {
  const { deps } = stack.composed;
  const { processors } = deps;
  deps.processors = {
    ...processors,
    route: async (payment) => ({ ...(await processors.route(payment)), authorize }),
  };
  try {
    const { client, hosted, session } = await stack.openHost();
    hear(client);
    const answer = keep(await client.pay(hosted, typed()));
    keep(await client.send('payment_status', {}));
    keep(await stack.request('GET', `/v1/payments?session=${session.id}`));
    return answer;
  } finally {
    deps.processors = processors;
  }
}

/** As when the database's machine is gone: what is connected is cut, and nobody gets in. */
async function withoutDatabase<T>(work: () => Promise<T>): Promise<T> {
  const { name, ownerUrl } = stack.database;
  const server = new URL(ownerUrl);
  server.pathname = '/postgres';
  const owner = connectDatabase({ url: server.href });
  try {
    await owner.pool.query(`ALTER DATABASE "${name}" WITH ALLOW_CONNECTIONS false`);
    await owner.pool.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    return await work();
  } finally {
    await owner.pool.query(`ALTER DATABASE "${name}" WITH ALLOW_CONNECTIONS true`);
    await owner.close();
  }
}

beforeAll(async () => {
  stack = await startTestStack({ runsJobs: false });
});

afterAll(async () => {
  await stack.close();
});

describe('with cards that exist nowhere else', () => {
  it('a processor throws what it was given, in its message and its cause', async () => {
    const answer = await payWith((request) => {
      throw new TypeError(`cannot send ${JSON.stringify(request)}`, { cause: new Error(JSON.stringify(request.card)) });
    });
    expect(answer).toMatchObject({ type: 'error', code: 'system_error' });
  });

  it('a processor does not answer, and its reason quotes the card', async () => {
    const answer = await payWith(async ({ card }) => ({
      type: 'unknown',
      reason: `timed out on ${JSON.stringify(card)}`,
    }));
    expect(answer).toMatchObject({ payment: { status: 'unknown' } });
  });

  it('the database is gone before the intent', async () => {
    const { client, hosted } = await stack.openHost();
    hear(client);
    const payload = await client.preparePayment(hosted, typed());
    const answer = await withoutDatabase(() => client.send('process_payment', payload));
    expect(keep(answer)).toMatchObject({ type: 'error', code: 'system_error' });
  });

  it('the database goes between the bank and the outcome', async () => {
    const answer = await payWith((request) =>
      withoutDatabase(async () => ({
        type: 'authorized',
        processorReference: newId('event'),
        authorizedMinor: request.amountMinor,
        expiresAt: new Date(Date.now() + 86_400_000),
        networkTransactionId: null,
      })),
    );
    expect(answer.type).toBeTypeOf('string');
  });

  it('a payload is sealed well and holds what no card has: a bank account, a number too many, the code in the name', async () => {
    for (const change of [
      { account_number: account },
      { number: account },
      { number: canaryCard().number.repeat(2) },
      { name: `${typed().number} ${typed().cvc}` },
      { postal_code: typed().number },
    ]) {
      const { client, hosted } = await stack.openHost();
      hear(client);
      const { challenge_token } = await client.preparePayment(hosted, typed());
      const { session } = hosted;
      const challenge = JSON.parse(Buffer.from(challenge_token.split('.')[1] ?? '', 'base64url').toString()) as {
        jti: string;
      };
      const card = await sealCard(
        hosted.payload_key,
        client.keys.signing.privateKey,
        { ...typed(), ...change },
        {
          challenge: challenge.jti,
          session: session.id,
          merchantUid: session.merchant_uid,
          amountMinor: session.amount_minor,
          totalMinor: session.total_minor,
          currency: session.currency,
        },
      );
      expect(keep(await client.send('process_payment', { challenge_token, card })).type).toBeTypeOf('string');
      client.close();
    }
    metrics.push(await (await fetch(`${stack.url}/metrics`)).text());
  });
});

describe('afterwards', () => {
  const found = (text: string) => [
    ...cards.filter((card) => tracesOf(card).test(text)).map(() => 'a canary'),
    ...(numberForms(account).test(text) ? ['an account'] : []),
  ];

  it('no table holds one', async () => {
    const tables = await dumpDatabase(stack.database.ownerUrl);
    expect(tables.get('public.attempts')).not.toBe('');
    expect([...tables].filter(([, text]) => found(text).length > 0).map(([name]) => name)).toEqual([]);
  });

  it('no log line holds one, though each failure left its line', () => {
    const lines = stack.lines.filter((line) => line.includes('"level":"error"'));
    expect(lines.length).toBeGreaterThan(1);
    expect(found(stack.lines.join('\n'))).toEqual([]);
  });

  it('no answer, no push and no metric holds one', () => {
    expect(said.length).toBeGreaterThan(15);
    expect(found(said.join('\n'))).toEqual([]);
    expect(metrics.join('\n')).toContain('fieldfare_security_events_total');
    expect(found(metrics.join('\n'))).toEqual([]);
  });

  it('and the search would find each of them', () => {
    for (const { number, cvc } of cards) {
      const chunks = JSON.stringify(number.match(/.{1,4}/g));
      const bytes = Buffer.from(`card ${number}`);
      for (const text of [number, chunks, bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url')])
        expect(found(`"${text}"`)).toContain('a canary');
      expect(found(`{"cvc":"${cvc}"}`)).toContain('a canary');
    }
    expect(found(`{"account":"${account}"}`)).toEqual(['an account']);
  });
});
