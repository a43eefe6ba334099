import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePort } from '@fieldfare/db/free-port';
import { checkPorts } from './check-ports.ts';
import { readSettings } from './settings.ts';

async function settingsOnFreePorts(environment: Record<string, string> = {}) {
  const [web, payments, shop] = [await freePort(), await freePort(), await freePort()];
  return readSettings({ WEB_PORT: `${web}`, PAYMENTS_PORT: `${payments}`, SHOP_PORT: `${shop}`, ...environment }, '/');
}

test('lets a start pass whose ports are free', async () => {
  await expect(checkPorts(await settingsOnFreePorts())).resolves.toBeUndefined();
});

test.each([
  ['127.0.0.1', 'web', 'WEB_PORT'],
  ['0.0.0.0', 'payments', 'PAYMENTS_PORT'],
  // Browsers that ask for localhost would be answered by this one.
  ['::1', 'shop', 'SHOP_PORT'],
] as const)('refuses a port on which something listens at %s', async (host, service, variable) => {
  const settings = await settingsOnFreePorts();
  const port = settings.ports[service];
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  await expect(checkPorts(settings)).rejects.toThrow(
    new RegExp(`^Port ${port} is in use.*${variable}=${port + 100} npm start`),
  );
  server.close();
});
