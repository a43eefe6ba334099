import type { FieldsPush, FieldsPushPayload, HostClaims, LocationStatus, PtClaims } from '@fieldfare/protocol';
import type { SessionRecord, Whereabouts } from '@fieldfare/payments';
import type { Namespace, Socket } from 'socket.io';
import type { ConnectionTraffic } from '../net/traffic.ts';

/** What a token of either kind binds a connection to. */
export interface Binding {
  merchantId: string;
  merchantName: string;
  keyId: string;
  origin: string;
  sessionId: string;
  sessionKey: string;
  generation: number;
}

/** The host has shown a token and has yet to prove that it holds the session's keys. */
export type ProvingStep =
  | { state: 'proving'; next: 'host:hostToken'; claims: PtClaims }
  | { state: 'proving'; next: 'host:resume'; claims: HostClaims };

/** The host has proven it. Only here is there a session to act upon. */
export interface HostedStep {
  state: 'hosted';
  session: SessionRecord;
  /** The session may have changed since it was read: read it again before deciding upon it. */
  isStale: boolean;
}

export interface ClosedStep {
  state: 'closed';
}

export type Step = ProvingStep | HostedStep | ClosedStep;

/** One field connection, from handshake to disconnect. */
export interface FieldsConnection {
  id: string;
  ip: string;
  /** The server's nonce of this very connection; the host signs it. */
  nonce: string;
  binding: Binding;
  /** Under which the answers to the proven hosts of the session's generation are remembered. */
  hostScope: string;
  whereabouts: Whereabouts;
  /** What the client was last told of its location. */
  locationTold: LocationStatus;
  step: Step;
  traffic: ConnectionTraffic;
  /** Messages refused in a row for being too many. */
  refused: number;
  /** The client was told that its token is about to expire. */
  isExpiryTold: boolean;
  /** Events being handled: a connection with one is not closed for having run out. */
  underWay: number;
}

type Ack = (answer: unknown) => void;
type ClientEvents = Record<string, (payload: unknown, ack?: Ack) => void>;
type ServerEvents = { [P in FieldsPush]: (payload: FieldsPushPayload<P>) => void };
type NoEvents = Record<string, never>;

export interface FieldsSocketData {
  connection: FieldsConnection;
}

export type FieldsSocket = Socket<ClientEvents, ServerEvents, NoEvents, FieldsSocketData>;
export type FieldsNamespace = Namespace<ClientEvents, ServerEvents, NoEvents, FieldsSocketData>;

/**
 * The room of one generation's hosts. It is closed as a whole when the next generation begins; the session's own room will not do, because
 * other servers are told of the closing a moment later, and the new host may stand in it by then.
 */
export function generationRoom(sessionId: string, generation: number): string {
  return `generation:${sessionId}:${generation}`;
}

/** The room in which a session's fields hear of it. */
export function sessionRoom(sessionId: string): string {
  return `session:${sessionId}`;
}
