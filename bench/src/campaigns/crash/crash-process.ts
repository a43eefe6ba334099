// A payment server's engine that dies. Its payments run all at once over PostgreSQL and the sandbox bank; each stops for good at a step of
// its own, and once all have come to their step or to their end the process kills itself with SIGKILL, so that nothing is put in order.
//   node crash-process.ts '{"paymentsUrl": …, "sandboxUrl": …, "seed": 1, "count": 100, "startsAt": "2026-11-21T12:00:00.000Z"}'
import {
  connectDatabase,
  createPaymentMethodRepository,
  createPaymentRepository,
  createSessionRepository,
} from '@fieldfare/db';
import { createEngineFixture } from '@fieldfare/payments/testing';
import { onlySandbox, createSandboxProcessor } from '@fieldfare/processors';
import { HASH_KEY, WorkerOrders } from './worker-orders.ts';
import { createRandom } from './random.ts';
import { mortalDeps } from './mortal-deps.ts';
import { planStory, playStory } from './stories.ts';

const orders = WorkerOrders.parse(JSON.parse(process.argv[2] ?? ''));
const random = createRandom(orders.seed);
const fixture = createEngineFixture();
fixture.clock.advance(Date.parse(orders.startsAt) - fixture.clock.now().getTime());
const database = connectDatabase({ url: orders.paymentsUrl, maxConnections: 10 });
const bank = createSandboxProcessor({
  connectionString: orders.sandboxUrl,
  environment: 'development',
  hashKey: HASH_KEY,
  clock: fixture.clock,
  delay: async () => {},
});
fixture.deps.payments = createPaymentRepository(database.pool);
fixture.deps.sessions = createSessionRepository(database.pool);
fixture.deps.processors = onlySandbox(bank);
const methods = createPaymentMethodRepository(database);

const deaths: Record<string, number> = {};
const stories = Array.from({ length: orders.count }, () => planStory(random));
await Promise.all(
  stories.map(async (story) => {
    const mortal = mortalDeps(fixture.deps, story.diesAt);
    const ended = playStory(fixture, mortal.deps, methods, story).then(() => 'lived to its end');
    const label = await Promise.race([ended, mortal.died]);
    deaths[label] = (deaths[label] ?? 0) + 1;
  }),
);
process.stdout.write(`${JSON.stringify(deaths)}\n`, () => process.kill(process.pid, 'SIGKILL'));
