import { compose } from './compose.ts';
import { runProgram } from './runtime/run-program.ts';
import { refuseDemoPeople } from './seed/refuse-demo-people.ts';
import { createPaymentServer } from './server.ts';

await runProgram('payment server', async (settings, log) => {
  const composed = await compose({ settings, log });
  await refuseDemoPeople(composed.deps);
  const server = await createPaymentServer(composed.deps);
  const stop = async () => {
    await server.close();
    await composed.close();
  };
  const port = await server.listen().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  log.info({ address: `${settings.http.host}:${port}` }, 'payment server listens');
  return stop;
});
