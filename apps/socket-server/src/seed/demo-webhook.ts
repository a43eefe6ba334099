import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@fieldfare/protocol';
import * as z from 'zod';
import type { Deps } from '../deps.ts';
import { MAX_ENDPOINTS } from '../rest/webhook-endpoints/create-endpoint.ts';

const DemoFile = z.looseObject({ webhook_secret: z.string().optional() });
const MAKER = { type: 'system', id: null, name: 'Set-up' } as const;
const BATCH = 500;

/**
 * The shop's own webhook endpoint, its secret in `demo.json` for the shop to read. The orders of the past become events first, so that the
 * shop does not hear of them as news.
 */
export async function ensureDemoWebhook(deps: Deps, merchantId: string): Promise<void> {
  const { webhooks, clock, settings } = deps;
  for (let recorded = BATCH; recorded === BATCH;) ({ recorded } = await webhooks.recorder.record(BATCH, clock.now()));
  const path = join(settings.dataDir, 'demo.json');
  const file = DemoFile.parse(JSON.parse(await readFile(path, 'utf8')));
  const url = `${settings.origins.shop}/webhooks`;
  const scope = { merchantId, mode: 'test' } as const;
  const { items } = await webhooks.endpoints.list(scope, { limit: 100 });
  const known = items.find((endpoint) => endpoint.url === url);
  if (file.webhook_secret !== undefined && known) return;
  const at = clock.now();
  const change = { actor: MAKER, requestId: newId('request', at), at };
  const made = await webhooks.secrets.make(merchantId);
  if (known) await webhooks.endpoints.rotate(known.id, scope, made.id, at, change);
  else await insertEndpoint();
  // Renamed into its place whole: a reader never sees half of it.
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify({ ...file, webhook_secret: made.secret }, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, path);

  async function insertEndpoint(): Promise<void> {
    const filters = ['payment.*', 'refund.*'];
    const endpoint = { ...scope, id: newId('webhookEndpoint', at), url, description: 'The demo shop', createdAt: at };
    const row = { ...endpoint, eventTypes: filters, secretId: made.id };
    if (!(await webhooks.endpoints.insert(row, MAX_ENDPOINTS, change)))
      throw new Error('The demo merchant has no room for another webhook endpoint. Delete one.');
  }
}
