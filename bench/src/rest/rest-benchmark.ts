import pg from 'pg';
import { loadPayments } from '@fieldfare/db/testing/load-payments';
import { startBenchServer } from '../harness/bench-database.ts';
import type { BenchContext, Report } from '../harness/benchmark.ts';
import type { CleanUp } from '../harness/clean-up.ts';
import { startChild } from '../harness/child-process.ts';
import { atLeast, COMPARISON_HEADER, comparisonRow } from '../harness/comparison.ts';
import { formatCount, formatMs } from '../harness/format-number.ts';
import { interleave } from '../harness/interleave.ts';
import { percentile } from '../harness/percentile.ts';
import type { ClientsRun } from '../harness/run-clients.ts';
import { startPaymentServer } from '../system/start-payment-server.ts';
import type { RunningPaymentServer } from '../system/start-payment-server.ts';
import type { BareOptions } from './bare-process.ts';
import type { RequestsRun } from './clients-process.ts';
import { keyCheckUs } from './key-check.ts';

const CLIENTS = 16;
const SIZES = {
  full: { requests: 10_000, few: 10_000, many: 1_000_000 },
  quick: { requests: 300, few: 1_000, many: 5_000 },
};
const LIST = '/v1/payments?limit=25';
const GROWTH = 1.2;

/** Retrieve and list against a bare handler with the same statements, and what a page costs when the table grows a hundredfold. */
export async function restBenchmark({ options, cleanUp, say }: BenchContext): Promise<Report> {
  const size = options.isQuick ? SIZES.quick : SIZES.full;
  say(`loading ${size.few} and ${size.many} payments`);
  const ours = await startLoaded(size.few, cleanUp);
  const grown = await startLoaded(size.many, cleanUp);
  const bare = startChild(new URL('bare-process.ts', import.meta.url), cleanUp);
  const listening: BareOptions = { databaseUrl: ours.database.paymentsUrl, merchantId: ours.merchantId };
  const bareUrl = await bare.call<string>('listen', listening);
  const clients = startChild(new URL('clients-process.ts', import.meta.url), cleanUp);
  const measure =
    (url: string, paths: string[], key = ours.secretKey) =>
    () => {
      const run: RequestsRun = { url, key, paths, requests: size.requests, clients: CLIENTS };
      return clients.call<ClientsRun>('run', run);
    };
  const { paths } = ours;
  for (const path of [...paths.slice(0, 1), LIST]) await assertSameAnswer(path, ours, bareUrl);
  const contestants = {
    retrieve: measure(ours.url, paths),
    bareRetrieve: measure(bareUrl, paths),
    list: measure(ours.url, [LIST]),
    bareList: measure(bareUrl, [LIST]),
    // Beside each other, because a machine is not as busy now as it was minutes ago.
    grownList: measure(grown.url, [LIST], grown.secretKey),
  };
  // The first requests compile the code and have the key checked by bcrypt.
  await interleave(1, contestants);
  const measured = await interleave(options.rounds, contestants, (name, round, { rate }) =>
    say(`round ${round}: ${name}, ${Math.round(rate)}/s`),
  );
  const rates = (runs: ClientsRun[]) => runs.map(({ rate }) => rate);
  const p95 = (runs: ClientsRun[]) => runs.map(({ latenciesMs }) => percentile(latenciesMs, 0.95));
  return {
    title: `requests a second at the REST API, ${CLIENTS} at once`,
    header: COMPARISON_HEADER,
    rows: [
      comparisonRow({
        what: 'retrieve a payment',
        ours: rates(measured.retrieve),
        limit: rates(measured.bareRetrieve),
        format: formatCount,
        goal: atLeast(0.75),
      }),
      comparisonRow({
        what: 'list 25 payments',
        ours: rates(measured.list),
        limit: rates(measured.bareList),
        format: formatCount,
        goal: atLeast(0.75),
      }),
      comparisonRow({
        what: `list, p95 at ${size.many} payments against ${size.few}`,
        ours: p95(measured.grownList),
        limit: p95(measured.list),
        format: formatMs,
        weigh: { of: (many, few) => many / few, format: (growth) => `${growth.toFixed(2)} x` },
        goal: { text: `<= ${GROWTH} x`, isMet: (growth) => growth <= GROWTH },
      }),
    ],
    notes: [
      `Each measurement: ${size.requests} requests over ${CLIENTS} kept connections; the load generator is a process of its own on the same machine.`,
      'Limit: node:http with the same statements over as many connections and the same bytes in the body, which asks for no key, validates, counts, limits and logs nothing. It sends a statement for each payment, where ours lets those travel together that are asked for during another.',
      `A warm check of an API key takes ${(await keyCheckUs(ours.database.paymentsUrl, ours.secretKey)).toFixed(1)} µs at the median (goal: at most 50).`,
    ],
  };
}

interface LoadedServer extends RunningPaymentServer {
  merchantId: string;
  /** Of a thousand of its payments. */
  paths: string[];
}

/** A payment server on a PostgreSQL of its own, whose one merchant has so many payments. */
async function startLoaded(count: number, cleanUp: CleanUp): Promise<LoadedServer> {
  const server = await startPaymentServer(await startBenchServer(cleanUp), cleanUp);
  const owner = new pg.Client({ connectionString: server.database.ownerUrl });
  await owner.connect();
  try {
    const merchantId = String((await owner.query('SELECT id FROM merchants')).rows[0]?.id);
    await loadPayments(owner, { merchantId, count, newest: new Date(), label: 'loaded' });
    await owner.query('VACUUM (ANALYZE) payments');
    await owner.query('CHECKPOINT');
    const { rows } = await owner.query<{ path: string }>(
      "SELECT '/v1/payments/' || id AS path FROM payments ORDER BY random() LIMIT 1000",
    );
    return { ...server, merchantId, paths: rows.map(({ path }) => path) };
  } finally {
    await owner.end();
  }
}

/** Throws where the two do not answer the same bytes: they would not have been given the same work. */
async function assertSameAnswer(
  path: string,
  { url, secretKey }: RunningPaymentServer,
  bareUrl: string,
): Promise<void> {
  const authorization = `Bearer ${secretKey}`;
  const answers = [fetch(url + path, { headers: { authorization } }), fetch(bareUrl + path)];
  const [ours, bare] = await Promise.all(answers.map(async (answer) => (await answer).text()));
  if (ours !== bare) throw new Error(`the payment server and the bare handler answer ${path} differently`);
}
