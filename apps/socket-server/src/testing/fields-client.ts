import { DOCUMENT_TYPES, FIELDS_NAMESPACE, newId, PROTOCOL_VERSION, SOCKET_PATH } from '@fieldfare/protocol';
import type {
  ChallengeAction,
  ErrorAnswer,
  FieldsAnswer,
  FieldsEvent,
  FieldsPush,
  FieldsPushPayload,
  FieldsRequest,
  RefusalData,
} from '@fieldfare/protocol';
import { calculateJwkThumbprint, CompactSign } from 'jose';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { createHostKeys } from './host-keys.ts';
import type { HostKeyPairs } from './host-keys.ts';
import { sealCard } from './seal-card.ts';
import type { TypedSecrets } from './seal-card.ts';

export interface FieldsClientOptions {
  /** Where the payment server listens. */
  url: string;
  auth: { pt_token: string } | { host_token: string } | Record<string, unknown>;
  /** The page that embeds the fields, as the host observes it. */
  observedOrigin: string;
  /** The socket's own Origin header; left out as by a client that is no browser. */
  origin?: string;
  keys?: HostKeyPairs;
  /** The address that a proxy of ours saw. */
  forwardedFor?: string;
}

export type Answer<E extends FieldsEvent> = FieldsAnswer<E> | ErrorAnswer;

/** A refused handshake. */
export class HandshakeRefused extends Error {
  readonly refusal: RefusalData | undefined;

  constructor(cause: Error & { data?: RefusalData }) {
    super(`refused: ${cause.data?.detail ?? cause.message}`, { cause });
    this.refusal = cause.data;
  }
}

/** A host as a Node program: what the host frame does over its socket, without a browser. */
export class FieldsClient {
  readonly keys: HostKeyPairs;
  readonly socket: Socket;
  readonly established: FieldsPushPayload<'connection_established'>;
  readonly pushes: { event: string; payload: unknown }[] = [];
  readonly #observedOrigin: string;

  constructor(
    socket: Socket,
    established: FieldsPushPayload<'connection_established'>,
    keys: HostKeyPairs,
    observedOrigin: string,
  ) {
    this.socket = socket;
    this.established = established;
    this.keys = keys;
    this.#observedOrigin = observedOrigin;
    socket.onAny((event: string, payload: unknown) => this.pushes.push({ event, payload }));
  }

  /** Sends one event and answers its acknowledgement, an error included. */
  async send<E extends FieldsEvent>(
    event: E,
    payload: Omit<FieldsRequest<E>, 'request_id'> & { request_id?: string },
    timeoutMs = 20_000,
  ): Promise<Answer<E>> {
    return this.socket.timeout(timeoutMs).emitWithAck(event, { request_id: newId('request'), ...payload });
  }

  /** Registers the keys, or resumes with those that were registered. */
  async host(): Promise<Answer<'host:hostToken'> | Answer<'host:resume'>> {
    const proof = await this.prove();
    if (this.established.next === 'host:resume') return this.send('host:resume', { proof });
    const keys = { signing: this.keys.signing.publicJwk, sealing: this.keys.sealing.publicJwk };
    return this.send('host:hostToken', { keys, observed_origin: this.#observedOrigin, proof });
  }

  /** Signs this connection's nonce. */
  async prove(changes: Record<string, unknown> = {}, typ: string = DOCUMENT_TYPES.hostProof): Promise<string> {
    const claims = {
      nonce: this.established.nonce,
      session_key: this.established.session_key,
      observed_origin: this.#observedOrigin,
      sealing_thumbprint: await calculateJwkThumbprint(this.keys.sealing.publicJwk),
      ...changes,
    };
    return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'ES256', typ })
      .sign(this.keys.signing.privateKey);
  }

  /** Takes a challenge for the session's amount and seals the card or account to it: the payload of `process_payment`. */
  preparePayment(hosted: HostedAnswer, secrets: TypedSecrets) {
    return this.#prepare('process_payment', hosted, secrets);
  }

  /** The same for `tokenize_payment_method`. */
  prepareSaving(hosted: HostedAnswer, secrets: TypedSecrets) {
    return this.#prepare('tokenize_payment_method', hosted, secrets);
  }

  async #prepare(action: ChallengeAction, hosted: HostedAnswer, secrets: TypedSecrets) {
    const { session } = hosted;
    const challenge = await this.send('host:challengeToken', {
      action,
      method: 'routing_number' in secrets ? 'ach' : 'card',
      amount_minor: session.amount_minor,
      total_minor: session.total_minor,
      currency: session.currency,
    });
    if (challenge.type === 'error') throw new Error(`no challenge: ${challenge.detail}`);
    const sealed = await sealCard(hosted.payload_key, this.keys.signing.privateKey, secrets, {
      challenge: challenge.challenge,
      session: session.id,
      merchantUid: session.merchant_uid,
      amountMinor: session.amount_minor,
      totalMinor: session.total_minor,
      currency: session.currency,
    });
    return { challenge_token: challenge.challenge_token, card: sealed };
  }

  /** The whole payment, from a hosted connection to its result. */
  async pay(hosted: HostedAnswer, card: TypedSecrets, requestId?: string): Promise<Answer<'process_payment'>> {
    const payload = await this.preparePayment(hosted, card);
    return this.send('process_payment', { ...payload, ...(requestId === undefined ? {} : { request_id: requestId }) });
  }

  /** The first push of that event that fits, heard already or still to come. */
  heard<P extends FieldsPush>(event: P, fits: (payload: FieldsPushPayload<P>) => boolean = () => true) {
    const known = this.pushes.find((push) => push.event === event && fits(push.payload as FieldsPushPayload<P>));
    if (known) return Promise.resolve(known.payload as FieldsPushPayload<P>);
    const name: string = event;
    return new Promise<FieldsPushPayload<P>>((resolve) => {
      const listen = (payload: FieldsPushPayload<P>) => {
        if (!fits(payload)) return;
        this.socket.off(name, listen);
        resolve(payload);
      };
      this.socket.on(name, listen);
    });
  }

  /** Resolves once the connection is gone. */
  gone(): Promise<void> {
    if (this.socket.disconnected) return Promise.resolve();
    return new Promise((resolve) => this.socket.once('disconnect', () => resolve()));
  }

  close(): void {
    this.socket.disconnect();
  }
}

export type HostedAnswer = FieldsAnswer<'host:hostToken'> | FieldsAnswer<'host:resume'>;

/** Opens a field connection; resolves once the server has established it. @throws {HandshakeRefused} */
export async function connectFields(options: FieldsClientOptions): Promise<FieldsClient> {
  const keys = options.keys ?? (await createHostKeys());
  const socket = io(options.url + FIELDS_NAMESPACE, {
    path: SOCKET_PATH,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { protocol: PROTOCOL_VERSION, ...options.auth },
    extraHeaders: {
      ...(options.origin === undefined ? {} : { origin: options.origin }),
      ...(options.forwardedFor === undefined ? {} : { 'x-forwarded-for': options.forwardedFor }),
    },
  });
  const established = await new Promise<FieldsPushPayload<'connection_established'>>((resolve, reject) => {
    socket.once('connection_established', resolve);
    socket.once('connect_error', (error: Error & { data?: RefusalData }) => {
      socket.disconnect();
      reject(new HandshakeRefused(error));
    });
  });
  return new FieldsClient(socket, established, keys, options.observedOrigin);
}

/** The acknowledgement, where it is none of an error. */
export function succeeded<T extends { type: string }>(answer: T | ErrorAnswer): T {
  if (answer.type !== 'error') return answer as T;
  throw new Error(`refused: ${(answer as ErrorAnswer).detail}`);
}
