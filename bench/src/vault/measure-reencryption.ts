import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startBenchServer } from '../harness/bench-database.ts';
import type { BenchContext } from '../harness/benchmark.ts';
import { startChild } from '../harness/child-process.ts';
import { comparisonRow } from '../harness/comparison.ts';
import { formatCount, formatMs } from '../harness/format-number.ts';
import { percentile } from '../harness/percentile.ts';
import type { ClientsRun } from '../harness/run-clients.ts';
import { insertBenchMerchant, openBooks } from '../payments/books.ts';
import { preparePayments } from '../payments/prepare-payments.ts';
import { paymentServerEnv } from '../system/payment-server-env.ts';
import type { Reencrypted, ReencryptionProcessOptions } from './reencryption-process.ts';

const FULL = { cards: 100_000, payments: 12_000, alone: 1_500 };
const QUICK = { cards: 1_000, payments: 800, alone: 300 };
const CLIENTS = 8;
const PAYMENTS_AT_ONCE = 100;
const ORIGINS = {
  payments: 'http://localhost:3001',
  web: 'http://localhost:3000',
  fields: 'http://127.0.0.1:3000',
  shop: 'http://localhost:3002',
};

/** Payments alone, then while every stored card is encrypted anew by another process. */
export async function measureReencryption({ options, cleanUp, say }: BenchContext) {
  const size = options.isQuick ? QUICK : FULL;
  const server = await startBenchServer(cleanUp);
  const database = await server.createDatabase('reencryption');
  await insertBenchMerchant(database.ownerUrl);
  const folder = join(server.folder, 'reencryption');
  await mkdir(folder);
  const env = paymentServerEnv(database, folder, ORIGINS);
  const engine = startChild(new URL('../payments/engine-process.ts', import.meta.url), cleanUp, { env });
  const payloadKeys = await engine.call<string>('open');
  await openBooks(database.ownerUrl, { clients: 1, perClient: size.payments });
  const operator = startChild(new URL('reencryption-process.ts', import.meta.url), cleanUp);
  const where: ReencryptionProcessOptions = {
    paymentsUrl: database.paymentsUrl,
    keyFile: join(folder, 'keys/local-kms.key'),
  };
  say(`storing ${size.cards} cards and preparing ${size.payments} payments`);
  await operator.call('seed', { ...where, count: size.cards });
  const prepared = await preparePayments(payloadKeys, size.payments);
  const pay = () => {
    const payments = prepared.splice(0, PAYMENTS_AT_ONCE);
    return engine.call<ClientsRun>('pay', { clients: CLIENTS, payments });
  };
  const payWhile = async (goesOn: () => boolean): Promise<ClientsRun[]> => {
    const runs: ClientsRun[] = [];
    while (goesOn() && prepared.length > 0) runs.push(await pay());
    return runs;
  };

  // The first payments compile the code and open the connections.
  await pay();
  const alone = await payWhile(() => prepared.length > size.payments - size.alone);
  let isRunning = true;
  const running = operator.call<Reencrypted>('reencrypt', where).finally(() => {
    isRunning = false;
  });
  const during = await payWhile(() => isRunning);
  const { cards, seconds } = await running;
  say(`${cards} cards in ${seconds.toFixed(1)} s`);
  return {
    row: comparisonRow({
      what: `payments during a re-encryption : before it, ${CLIENTS} clients`,
      ours: [rateOf(during)],
      limit: [rateOf(alone)],
      format: formatCount,
    }),
    notes: [
      `Re-encryption: ${formatCount(cards)} cards at ${formatCount(cards / seconds)} a second, each with a new key of its own and a new ciphertext, by another process on the same database without a limit to its pace (--max-per-second sets one).`,
      `One payment: p99 ${formatMs(waitOf(alone))} before it, ${formatMs(waitOf(during))} during it, over ${during.length * PAYMENTS_AT_ONCE} payments. There is no goal: on two cores both want the same processors.`,
    ],
  };
}

const latenciesOf = (runs: readonly ClientsRun[]) => runs.flatMap(({ latenciesMs }) => latenciesMs);
const waitOf = (runs: readonly ClientsRun[]) => percentile(latenciesOf(runs), 0.99);

/** Payments a second with the same clients all the time. */
function rateOf(runs: readonly ClientsRun[]): number {
  const seconds = runs.reduce((sum, { rate }) => sum + PAYMENTS_AT_ONCE / rate, 0);
  return (runs.length * PAYMENTS_AT_ONCE) / seconds;
}
