import { Agent, request } from 'node:http';
import { runClients } from '../harness/run-clients.ts';
import type { ClientsRun } from '../harness/run-clients.ts';
import { serveParent } from '../harness/serve-parent.ts';

export interface RequestsRun {
  url: string;
  key: string;
  /** Asked for in turn. */
  paths: string[];
  requests: number;
  clients: number;
}

/** Asks over connections that stay open, as a merchant's server does. */
serveParent({
  run: async ({ url, key, paths, requests, clients }: RequestsRun): Promise<ClientsRun> => {
    const agent = new Agent({ keepAlive: true, maxSockets: clients });
    const headers = { authorization: `Bearer ${key}` };
    const get = (path: string) =>
      new Promise<void>((resolve, reject) => {
        const sent = request(url + path, { agent, headers }, (response) => {
          response.resume().on('end', () => {
            if (response.statusCode === 200) resolve();
            else reject(new Error(`${path} was answered ${response.statusCode}`));
          });
        });
        sent.on('error', reject).end();
      });
    const items = Array.from({ length: requests }, (_, place) => paths[place % paths.length] ?? '');
    try {
      return await runClients(clients, items, get);
    } finally {
      agent.destroy();
    }
  },
});
