import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { runCli } from '../../testing/run-cli.ts';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close().closeAllConnections()));

const id = (prefix: string, n: number) => `${prefix}_${String(n).padStart(26, '0')}`;
const pageOf = (changes: object = {}) => ({
  object: 'books_comparison',
  payments: 2,
  attempts: 4,
  agreed: 4,
  open: 0,
  unreachable: 0,
  differences: [],
  last_payment: id('pay', 2),
  has_more: false,
  ...changes,
});
const DIFFERENCE = {
  payment: id('pay', 3),
  attempt: id('att', 3),
  type: 'authorize',
  processor: 'stripe:account',
  ours: 'succeeded 4900, captured 0',
  processors: 'authorized 4900, captured 4900',
};

/** A payment server that answers these, one after another; a number is a status. */
async function serve(...answers: (object | number)[]) {
  const asked: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    asked.push(new URL(request.url ?? '', 'http://x').searchParams);
    const answer = answers.shift() ?? 500;
    const status = typeof answer === 'number' ? answer : 200;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  servers.push(server);
  const env = {
    PAYMENTS_ORIGIN: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    FIELDFARE_SECRET_KEY: 'sk_test_x',
  };
  const books = (...argv: string[]) => runCli(['books', ...argv], { env, wait: () => Promise.resolve() });
  return { asked, books };
}

describe('fieldfare books', () => {
  it('compares a day page by page and exits with 0 where everything agrees', async () => {
    const { asked, books } = await serve(pageOf({ has_more: true }), pageOf({ open: 1, agreed: 3 }));
    const { exitCode, out } = await books('--day', '2026-11-27');
    expect(exitCode).toBe(0);
    expect(out).toContain('2026-11-27 (UTC): 4 payments, 8 attempts');
    expect(out).toMatch(/agree +7\n +open +1\n +unreachable +0\n +differ +0/);
    expect(
      asked.map((query) => [query.get('created_from'), query.get('created_to'), query.get('starting_after')]),
    ).toEqual([
      ['2026-11-27T00:00:00.000Z', '2026-11-28T00:00:00.000Z', null],
      ['2026-11-27T00:00:00.000Z', '2026-11-28T00:00:00.000Z', id('pay', 2)],
    ]);
  });

  it('names what differs, and exits with 1', async () => {
    const { asked, books } = await serve(pageOf({ agreed: 3, differences: [DIFFERENCE] }));
    const { exitCode, out, said } = await books('--from', '2026-11-01', '--to', '2026-11-30');
    expect(exitCode).toBe(1);
    expect(out).toContain(DIFFERENCE.attempt);
    expect(out).toContain(DIFFERENCE.processors);
    expect(said).toContain('The books differ in 1 attempt.');
    expect(asked[0]?.get('created_to')).toBe('2026-12-01T00:00:00.000Z');
  });

  it('prints one line of JSON for programs', async () => {
    const { books } = await serve(pageOf({ agreed: 3, differences: [DIFFERENCE] }));
    const { exitCode, out } = await books('--day', '2026-11-27', '--json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toEqual({
      from: '2026-11-27',
      to: '2026-11-27',
      payments: 2,
      attempts: 4,
      agreed: 3,
      open: 0,
      unreachable: 0,
      differences: [DIFFERENCE],
    });
  });

  it('waits for a server that restarts, and says where the comparison is not complete', async () => {
    const restarted = await serve(503, pageOf());
    const { exitCode, said } = await restarted.books();
    expect(exitCode).toBe(0);
    expect(said).toContain('Trying again.');
    const gone = await serve();
    expect(await gone.books()).toMatchObject({ exitCode: 1, said: expect.stringContaining('not complete') });
    const silent = await serve(pageOf({ unreachable: 2, agreed: 2 }));
    expect(await silent.books()).toMatchObject({ exitCode: 1, said: expect.stringContaining('2 attempts could not') });
  });

  it.each([
    [['--day', 'yesterday'], /is a day/],
    [['--day', '2026-11-27', '--from', '2026-11-27', '--to', '2026-11-28'], /together/],
    [['--from', '2026-11-27'], /together with --to/],
    [['--from', '2026-11-28', '--to', '2026-11-27'], /before/],
  ])('refuses %j', async (argv, words) => {
    const { books } = await serve();
    const { exitCode, said } = await books(...argv);
    expect(exitCode).toBe(2);
    expect(said).toMatch(words);
  });
});
