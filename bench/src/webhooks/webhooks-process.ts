import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { runPaced } from '../harness/run-paced.ts';
import { serveParent } from '../harness/serve-parent.ts';
import { inParallel } from '../system/in-parallel.ts';
import { prepareShopper } from '../system/prepare-shopper.ts';
import type { ShopperTarget } from '../system/prepare-shopper.ts';

interface Paced {
  events: number;
  ratePerSecond: number;
}

const PREPARED_AT_ONCE = 16;
/** As long as an event about a payment. */
const PADDING = 'x'.repeat(1_200);

/** Shoppers and the merchant's server in one process, so that one clock measures. */
serveParent({
  /** How long after each payment's commit its webhook arrived, in milliseconds. */
  webhooks: async ({ target, events, ratePerSecond }: Paced & { target: ShopperTarget }): Promise<number[]> => {
    const receiver = await startReceiver((body) =>
      body['type'] === 'payment.authorized' ? Date.parse(String(body['timestamp'])) : null,
    );
    const endpoint = await rest(target, 'POST', '/v1/webhook_endpoints', { url: receiver.url });
    const shoppers = await inParallel(events, PREPARED_AT_ONCE, () => prepareShopper(target));
    await runPaced(ratePerSecond, shoppers, (shopper) => shopper.pay());
    const delaysMs = await receiver.heard(events);
    for (const shopper of shoppers) shopper.leave();
    await rest(target, 'DELETE', `/v1/webhook_endpoints/${String(endpoint['id'])}`);
    receiver.close();
    return delaysMs;
  },

  /** The same with nothing between: a commit that notifies, and whoever listens posts. */
  bare: async ({ databaseUrl, events, ratePerSecond }: Paced & { databaseUrl: string }): Promise<number[]> => {
    const receiver = await startReceiver((body) => Number(body['at']));
    const [listener, writer] = [new pg.Client(databaseUrl), new pg.Client(databaseUrl)];
    await Promise.all([listener.connect(), writer.connect()]);
    await writer.query('CREATE TABLE IF NOT EXISTS bare_facts (at float8)');
    listener.on('notification', ({ payload }) => {
      void fetch(receiver.url, { method: 'POST', body: JSON.stringify({ at: Number(payload), padding: PADDING }) });
    });
    await listener.query('LISTEN bare_facts');
    await runPaced(ratePerSecond, Array.from({ length: events }), async () => {
      const at = Date.now();
      await writer.query({
        name: 'bare_fact',
        text: "WITH kept AS (INSERT INTO bare_facts VALUES ($1) RETURNING at) SELECT pg_notify('bare_facts', at::text) FROM kept",
        values: [at],
      });
    });
    const delaysMs = await receiver.heard(events);
    await Promise.all([listener.end(), writer.end()]);
    receiver.close();
    return delaysMs;
  },
});

async function startReceiver(committedAt: (body: Record<string, unknown>) => number | null) {
  const delaysMs: number[] = [];
  let look = () => {};
  const server = createServer((request, response) => {
    const arrivedAt = Date.now();
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      response.writeHead(204).end();
      const at = committedAt(JSON.parse(text));
      if (at !== null) delaysMs.push(arrivedAt - at);
      look();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    heard: (count: number) =>
      new Promise<number[]>((resolve) => {
        look = () => delaysMs.length >= count && resolve(delaysMs);
        look();
      }),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function rest(
  { url, secretKey }: ShopperTarget,
  method: string,
  path: string,
  body?: unknown,
): Promise<Record<string, unknown>> {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path} is answered ${response.status}`);
  return (await response.json()) as Record<string, unknown>;
}
