import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startNginx, startWebNginx, type TestNginx } from './start-nginx.ts';

const WEB_APP = '127.0.0.1';
const STRANGER = '127.0.0.2';

let mirror: Server;
let payments: TestNginx;
let web: TestNginx;

beforeAll(async () => {
  mirror = createServer((asked, answer) => answer.end(JSON.stringify(asked.headers)));
  mirror.listen(0, '127.0.0.1');
  await once(mirror, 'listening');
  const address = `127.0.0.1:${(mirror.address() as AddressInfo).port}`;
  [payments, web] = await Promise.all([startNginx([address, address]), startWebNginx(address)]);
});

afterAll(async () => {
  await Promise.all([payments.stop(), web.stop()]);
  mirror.close();
});

/** What the server behind nginx is told when `localAddress` asks and says that it asks for 203.0.113.9. */
async function toldBy(nginx: TestNginx, localAddress: string, host: string, path = '/'): Promise<IncomingHttpHeaders> {
  const asked = request(new URL(path, nginx.url), {
    localAddress,
    headers: { host, 'x-forwarded-for': '203.0.113.9' },
  }).end();
  const [answer] = (await once(asked, 'response')) as [AsyncIterable<Buffer>];
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString()) as IncomingHttpHeaders;
}

it('believes the web app about who signs in, and nobody else about anything', async () => {
  const host = 'payments.example';
  for (const path of ['/v1/payments', '/ws/']) {
    expect(await toldBy(payments, WEB_APP, host, path)).toMatchObject({ host, 'x-forwarded-for': '203.0.113.9' });
    expect(await toldBy(payments, STRANGER, host, path)).toMatchObject({ host, 'x-forwarded-for': STRANGER });
  }
});

it('tells the web app which of its hosts was asked, and by whom, whatever the browser says', async () => {
  for (const host of ['console.example', 'fields.example']) {
    expect(await toldBy(web, STRANGER, host)).toMatchObject({ host, 'x-forwarded-for': STRANGER });
  }
});
