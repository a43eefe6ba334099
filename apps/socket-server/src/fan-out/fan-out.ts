import type { ServerOptions } from 'socket.io';

/** How the sockets of one payment server hear of what another did. */
export interface FanOut {
  adapter: ServerOptions['adapter'];
  /** Whether no other server can be out there to be told, or to have told us. In doubt false. */
  isAlone(): Promise<boolean>;
  /** Call after the adapters are closed. */
  close(): Promise<void>;
}
