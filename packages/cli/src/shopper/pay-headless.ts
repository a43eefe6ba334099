import { FIELDS_NAMESPACE, newId, PROTOCOL_VERSION, SOCKET_PATH } from '@fieldfare/protocol';
import type {
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
import { sealTestCard } from './seal-test-card.ts';

const AMOUNT_MINOR = 4_900;
const TIMEOUT_MS = 20_000;
const MadeSession = z.object({ pt_token: z.string() });

/** Buys something with one of the published test cards, over the socket, as a shopper in a browser would. Answers the payment. */
export async function payHeadless(target: ApiTarget, number: string): Promise<PaymentResult> {
  const session = await askApi(target, {
    method: 'POST',
    path: '/v1/sessions',
    body: { amount_minor: AMOUNT_MINOR, currency: 'USD', origin: target.shopOrigin, reference: 'fieldfare trigger' },
    schema: MadeSession,
  });
  const host = await createHeadlessHost();
  const { socket, established } = await connect(target, session.pt_token);
  try {
    const proof = await host.prove(established, target.shopOrigin);
    const keys = { keys: host.keys, observed_origin: target.shopOrigin, proof };
    const hosted = await send(socket, 'host:hostToken', keys);
    const { amount_minor, total_minor, currency, id, merchant_uid } = hosted.session;
    const amounts = { amount_minor, total_minor, currency };
    const challenge = await send(socket, 'host:challengeToken', {
      action: 'process_payment',
      method: 'card',
      ...amounts,
    });
    const card = await sealTestCard(hosted.payload_key, host.signingKey, {
      challenge: challenge.challenge,
      session: id,
      merchant_uid,
      ...amounts,
      card: { number, exp_month: 12, exp_year: new Date().getUTCFullYear() + 3, cvc: '123' },
    });
    return (await send(socket, 'process_payment', { challenge_token: challenge.challenge_token, card })).payment;
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
