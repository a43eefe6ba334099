import { startTestServer } from './start-test-server.ts';
import { TEST_SERVER_VARIABLE } from './test-server-url.ts';

/** Vitest's set-up for integration tests: one server for the run, unless the caller already started one. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[TEST_SERVER_VARIABLE]) return undefined;
  const server = await startTestServer();
  process.env[TEST_SERVER_VARIABLE] = server.serverUrl;
  return async () => {
    delete process.env[TEST_SERVER_VARIABLE];
    await server.stop();
  };
}
