import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { get as getSecurely } from 'node:https';
import { json } from 'node:stream/consumers';
import { SOCKET_PATH } from '@fieldfare/protocol';
import * as z from 'zod';
import { CliError } from '../cli-error.ts';

const HttpRefusal = z.object({ detail: z.string(), message: z.string() });
const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
};
const TIMEOUT_MS = 20_000;

/** Why the payment server opened no socket, as one sentence with its code: the server's own message says which limit it was, and until when. */
export function refusedSocket(detail: string | undefined, message: string): CliError {
  return new CliError(`The payment server refused the socket (${detail ?? 'no code'}): ${message}`);
}

/** Asks for a WebSocket once more, by a request of which all that is answered can be read. */
export function askWhyRefused(origin: string): Promise<CliError> {
  const url = new URL(`${SOCKET_PATH}/?EIO=4&transport=websocket`, origin);
  const ask = url.protocol === 'https:' ? getSecurely : get;
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    ask(url, { headers: UPGRADE, signal }, (response) => void explain(origin, response).then(resolve))
      .on('upgrade', (_, socket) => {
        socket.destroy();
        resolve(new CliError(`${origin} ended the socket while it was opened. Run the command again.`));
      })
      .on('error', () => resolve(new CliError(`${origin} does not answer.`)));
  });
}

async function explain(origin: string, response: IncomingMessage): Promise<CliError> {
  const refusal = HttpRefusal.safeParse(await json(response).catch(() => null)).data;
  if (refusal) return refusedSocket(refusal.detail, refusal.message);
  return new CliError(`${origin} opens no socket: it answers ${response.statusCode}.`);
}
