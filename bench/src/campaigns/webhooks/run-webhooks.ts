import { startTestServer } from '@fieldfare/db/testing/start-test-server';
import { TEST_SERVER_VARIABLE } from '@fieldfare/db/testing/test-server-url';
import { killWorkers } from '../../../../apps/socket-server/src/testing/kill-workers.ts';
import { createRandom } from '../crash/random.ts';

const EVENTS_PER_KILL = 50;

/** `npm run campaign -- webhooks`: kills the worker so many times, and says whether anything was lost. */
export async function runWebhooks({ count, seed }: { count: number; seed: number }): Promise<boolean> {
  const server = await startTestServer();
  process.env[TEST_SERVER_VARIABLE] = server.serverUrl;
  try {
    const source = createRandom(seed);
    const random = () => source.below(1_000) / 1_000;
    const report = await killWorkers({ kills: count, eventsPerKill: EVENTS_PER_KILL, random, say: console.error });
    const { events, heard, requests, changed, open } = report;
    const isWhole = heard === events && events === 1 + count * EVENTS_PER_KILL && changed === 0 && open === 0;
    console.log(
      `${count} workers killed (SIGKILL). ${events} events, ${heard} of them heard, in ${requests} requests.`,
    );
    console.log(`Told again with another body: ${changed}. Deliveries not closed: ${open}.`);
    console.log(isWhole ? 'Nothing was lost.' : 'SOMETHING WAS LOST.');
    return isWhole;
  } finally {
    await server.stop();
  }
}
