import type { ConsolePush, ConsolePushPayload } from '@fieldfare/protocol';
import type { Namespace, Socket } from 'socket.io';
import type { ConnectionTraffic } from '../net/traffic.ts';
import type { News } from '../relay/other-servers.ts';

/** One console connection, from handshake to disconnect. */
export interface ConsoleConnection {
  id: string;
  ip: string;
  userId: string;
  /** Hears what is a shopper's of a payment, and not the whole. An account that is a shopper's never becomes anything else. */
  isShopper: boolean;
  /** The console session that the token belongs to: signing out ends every connection of it. */
  consoleSessionId: string;
  expiresAt: Date;
  /** The client was told that its token is about to expire. */
  isExpiryTold: boolean;
  /** The version of the user's memberships that the rooms were last checked against. */
  membershipsVersion: number;
  traffic: ConnectionTraffic;
  refused: number;
}

type Ack = (answer: unknown) => void;
type ClientEvents = Record<string, (payload: unknown, ack?: Ack) => void>;
type ServerEvents = { [P in ConsolePush]: (payload: ConsolePushPayload<P>) => void };
/** What payment servers tell each other over this namespace. */
interface InterServerEvents {
  news: (news: News) => void;
}

export interface ConsoleSocketData {
  connection: ConsoleConnection;
}

export type ConsoleSocket = Socket<ClientEvents, ServerEvents, InterServerEvents, ConsoleSocketData>;
export type ConsoleNamespace = Namespace<ClientEvents, ServerEvents, InterServerEvents, ConsoleSocketData>;

/** The room of one console session's connections. No client can ask for it: it is no Room of the protocol. */
export function consoleSessionRoom(consoleSessionId: string): string {
  return `console-session:${consoleSessionId}`;
}
