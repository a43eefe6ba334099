import { DOCUMENT_TYPES } from '@fieldfare/protocol/constants';
import type {
  FieldsAnswer,
  FieldsEvent,
  FieldsPushPayload,
  HostClaims,
  HostProofClaims,
  LocationStatus,
  PayloadKeyClaims,
  SessionView,
} from '@fieldfare/protocol';
import { isAnswerTo, isErrorAnswer } from '@fieldfare/protocol/validators';
import type { HostKeys } from '../crypto/generate-host-keys.ts';
import { jwkThumbprint } from '../crypto/jwk-thumbprint.ts';
import { learnTime } from '../crypto/server-clock.ts';
import { signJws } from '../crypto/sign-jws.ts';
import { verifyHostToken, verifyKeyDocument } from '../crypto/verify-documents.ts';
import type { FrameConfig } from '../frame/frame-config.ts';
import { RequestError } from './request-error.ts';
import type { Emit, RequestBody } from './request-queue.ts';

/** What a host that has proven itself holds. */
export interface HostSession {
  hostToken: string;
  claims: HostClaims;
  payloadKeyDocument: string;
  keys: PayloadKeyClaims;
  view: SessionView;
  location: LocationStatus;
  serverTime: string;
}

export interface HandshakeInput {
  config: FrameConfig;
  keys: HostKeys;
  observedOrigin: string;
  greeting: FieldsPushPayload<'connection_established'>;
  emit: Emit;
}

const ANSWER_WITHIN_MS = 10_000;

/**
 * Proves the host on a fresh connection, by registering its keys or, with a host token, by a proof alone, and verifies all that the server
 * answers. Throws a RequestError where the server refuses, an Error where its documents are not to be believed.
 */
export async function shakeHands(input: HandshakeInput): Promise<HostSession> {
  const { keys, observedOrigin, greeting } = input;
  const proof = await signJws(keys.signingKey, DOCUMENT_TYPES.hostProof, await proofClaims(input));
  const answer =
    greeting.next === 'host:hostToken'
      ? await ask(input.emit, 'host:hostToken', { keys: keys.publicKeys, observed_origin: observedOrigin, proof })
      : await ask(input.emit, 'host:resume', { proof });
  return { ...(await readCredentials(answer, input)), view: answer.session, location: answer.location };
}

type Credentials = Pick<FieldsAnswer<'token_refresh'>, 'host_token' | 'payload_key' | 'server_time'>;
type Holder = Pick<HandshakeInput, 'config' | 'keys'>;

/** The session with what `token_refresh` answered, verified like the first time. */
export async function renewSession(held: HostSession, answer: Credentials, holder: Holder): Promise<HostSession> {
  return { ...held, ...(await readCredentials(answer, holder)) };
}

async function readCredentials(answer: Credentials, holder: Holder): Promise<Omit<HostSession, 'view' | 'location'>> {
  const now = learnTime(answer.server_time);
  const keyDocument = await verifyKeyDocument(answer.payload_key, holder.config.root_thumbprints, now);
  const claims = await verifyHostToken(answer.host_token, keyDocument, now);
  await refuseForeign(claims, holder);
  return {
    hostToken: answer.host_token,
    claims,
    payloadKeyDocument: answer.payload_key,
    keys: keyDocument,
    serverTime: answer.server_time,
  };
}

async function proofClaims({ keys, observedOrigin, greeting }: HandshakeInput): Promise<HostProofClaims> {
  return {
    nonce: greeting.nonce,
    session_key: greeting.session_key,
    observed_origin: observedOrigin,
    sealing_thumbprint: await jwkThumbprint(keys.publicKeys.sealing),
  };
}

/** A host token must name this very frame: its keys, its merchant, its page. */
async function refuseForeign({ merchant_uid, origin, cnf }: HostClaims, { config, keys }: Holder): Promise<void> {
  const { signing, sealing } = keys.publicKeys;
  const isOurs =
    merchant_uid === config.merchant_uid &&
    origin === config.origin &&
    (await jwkThumbprint(cnf.signing)) === (await jwkThumbprint(signing)) &&
    (await jwkThumbprint(cnf.sealing)) === (await jwkThumbprint(sealing));
  if (!isOurs) throw new Error('the host token is not for this frame');
}

async function ask<E extends FieldsEvent>(emit: Emit, event: E, body: RequestBody<E>): Promise<FieldsAnswer<E>> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const timer = setTimeout(() => reject(new Error(`${event} was not answered`)), ANSWER_WITHIN_MS);
  emit(event, { ...body, request_id: crypto.randomUUID() }, resolve);
  const answer = await promise.finally(() => clearTimeout(timer));
  if (isAnswerTo(event)(answer)) return answer;
  if (isErrorAnswer(answer)) throw new RequestError(answer.code, answer.detail, answer.message);
  throw new Error(`${event} was answered in a way that this frame does not understand`);
}
