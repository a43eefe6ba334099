import type { Socket } from 'socket.io-client';
import { connectFields, succeeded } from '../../../apps/socket-server/src/testing/fields-client.ts';
import { createSession } from './create-session.ts';
import type { ShopperTarget } from './prepare-shopper.ts';

const ANSWERED_WITHIN_MS = 60_000;

/** A session of its own and its host, connected as a checkout's is. */
export async function connectHost(target: ShopperTarget): Promise<Socket> {
  const client = await connectFields({
    url: target.url,
    auth: { pt_token: await createSession(target) },
    observedOrigin: target.shopOrigin,
    origin: target.fieldsOrigin,
  });
  succeeded(await client.host());
  return client.socket;
}

/** Asks for the fee of a card and waits for the answer; throws where that is anything else. */
export async function askFee(socket: Socket, requestId: string): Promise<void> {
  const request = { request_id: requestId, method: 'card', bin: '424242' };
  const answer: unknown = await socket.timeout(ANSWERED_WITHIN_MS).emitWithAck('host:calculateFee', request);
  if ((answer as { type?: unknown }).type !== 'fee') throw new Error(`answered ${JSON.stringify(answer)}`);
}
