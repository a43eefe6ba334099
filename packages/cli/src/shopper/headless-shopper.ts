import { FIELDS_NAMESPACE, newId, PROTOCOL_VERSION, SOCKET_PATH } from '@fieldfare/protocol';
import type {
  ChallengeAction,
  ErrorAnswer,
  FieldsAnswer,
  FieldsEvent,
  FieldsPushPayload,
  FieldsRequest,
  PaymentResult,
} from '@fieldfare/protocol';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import * as z from 'zod';
import { askApi } from '../api/ask-api.ts';
import { CliError } from '../cli-error.ts';
import type { ApiTarget } from '../env/find-api.ts';
import { askWhyRefused, refusedSocket } from './ask-why-refused.ts';
import { createHeadlessHost } from './headless-host.ts';
import { sealTestMethod } from './seal-test-method.ts';
import type { TestMethod } from './seal-test-method.ts';

const TIMEOUT_MS = 20_000;
const MadeSession = z.object({ pt_token: z.string() });

type SavedMethod = FieldsAnswer<'tokenize_payment_method'>['payment_method'];

export interface HeadlessShopper {
  /** Pays with a test card or account. A decline is a value, as everywhere. */
  pay(method: TestMethod): Promise<PaymentResult>;
  /** Saves it, in a session of mode `setup`. */
  save(method: TestMethod): Promise<SavedMethod>;
}

/**
 * Opens a session and its socket, as a shopper's browser would, for as long as it is used.
 *
 * @param session the body of `POST /v1/sessions`, without its origin
 */
export async function withHeadlessShopper<T>(
  target: ApiTarget,
  session: Readonly<Record<string, unknown>>,
  use: (shopper: HeadlessShopper) => Promise<T>,
): Promise<T> {
  const made = await askApi(target, {
    method: 'POST',
    path: '/v1/sessions',
    body: { ...session, origin: target.shopOrigin },
    schema: MadeSession,
  });
  const host = await createHeadlessHost();
  const { socket, established } = await connect(target, made.pt_token);
  try {
    const proof = await host.prove(established, target.shopOrigin);
    const hosted = await send(socket, 'host:hostToken', { keys: host.keys, observed_origin: target.shopOrigin, proof });
    const prepare = async (action: ChallengeAction, method: TestMethod) => {
      const { amount_minor, total_minor, currency, id, merchant_uid } = hosted.session;
      const amounts = { amount_minor, total_minor, currency };
      const type = 'card' in method ? 'card' : 'ach';
      const { challenge, challenge_token } = await send(socket, 'host:challengeToken', {
        action,
        method: type,
        ...amounts,
      });
      const purchase = { challenge, session: id, merchant_uid, ...amounts };
      return { challenge_token, card: await sealTestMethod(hosted.payload_key, host.signingKey, purchase, method) };
    };
    return await use({
      pay: async (method) => {
        const payload = await prepare('process_payment', method);
        return (await send(socket, 'process_payment', payload)).payment;
      },
      save: async (method) => {
        const payload = await prepare('tokenize_payment_method', method);
        return (await send(socket, 'tokenize_payment_method', payload)).payment_method;
      },
    });
  } finally {
    socket.disconnect();
  }
}

async function connect({ origin, fieldsOrigin }: ApiTarget, ptToken: string) {
  const socket = io(origin + FIELDS_NAMESPACE, {
    path: SOCKET_PATH,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { protocol: PROTOCOL_VERSION, pt_token: ptToken },
    extraHeaders: { origin: fieldsOrigin },
  });
  const connected = new Promise<FieldsPushPayload<'connection_established'>>((resolve, reject) => {
    socket.once('connection_established', resolve);
    socket.once('connect_error', reject);
  });
  try {
    return { socket, established: await connected };
  } catch (error) {
    socket.disconnect();
    const { data, message } = error as Error & { data?: { detail?: string } };
    // Without data it was refused before a socket opened, by an HTTP answer that socket.io does not hand on.
    throw data ? refusedSocket(data.detail, message) : await askWhyRefused(origin);
  }
}

async function send<E extends FieldsEvent>(
  socket: Socket,
  event: E,
  payload: Omit<FieldsRequest<E>, 'request_id'>,
): Promise<FieldsAnswer<E>> {
  const request = { request_id: newId('request'), ...payload };
  const answer: FieldsAnswer<E> | ErrorAnswer = await socket.timeout(TIMEOUT_MS).emitWithAck(event, request);
  if (answer.type === 'error') throw new CliError(answer.message);
  return answer;
}
