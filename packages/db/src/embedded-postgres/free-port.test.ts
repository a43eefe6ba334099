import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { freePort } from './free-port.ts';

test('keeps the preferred port while it is free and takes another when it is not', async () => {
  const port = await freePort();
  expect(await freePort(port)).toBe(port);

  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  const other = await freePort(port);
  expect(other).toBeGreaterThan(0);
  expect(other).not.toBe(port);
  server.close();
});
