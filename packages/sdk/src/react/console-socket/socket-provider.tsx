import { createContext, useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { useLatest } from '../use-latest.ts';
import { ConsoleSocket } from './console-socket.ts';
import { openTransport } from './transport.ts';
import type { Transport } from './transport.ts';

export const SocketContext = createContext<ConsoleSocket | null>(null);

export interface FieldfareSocketProviderProps {
  /** Where the payment server is reached. */
  paymentsOrigin: string;
  /** A console token of `POST /v1/console/sign_in` or `…/refresh`; `isFresh` asks for a new one in any case. */
  token: (options: { isFresh: boolean }) => Promise<string>;
  /** Whether a failure of `token` says that the session is over. Never, unless told. */
  isOver?: (error: unknown) => boolean;
  /** How to open a connection; tests bring their own. */
  open?: (paymentsOrigin: string, token: string) => Transport;
  children: ReactNode;
}

const never = () => false;

/** Holds one socket for everything below it: opened when it mounts, closed when it goes, and once only under StrictMode. */
export function FieldfareSocketProvider({
  paymentsOrigin,
  token,
  isOver = never,
  open = openTransport,
  children,
}: FieldfareSocketProviderProps) {
  // A function that is written where it is rendered is another one each time, and no reason for another socket.
  const latest = useLatest({ token, isOver, open });
  const socket = useMemo(
    () =>
      new ConsoleSocket({
        open: (held) => latest.current.open(paymentsOrigin, held),
        token: (options) => latest.current.token(options),
        isOver: (error) => latest.current.isOver(error),
        later: (run, delayMs) => {
          const timer = setTimeout(run, delayMs);
          return () => clearTimeout(timer);
        },
        random: Math.random,
      }),
    [paymentsOrigin, latest],
  );
  useEffect(() => {
    socket.start();
    const retry = () => {
      if (socket.snapshot.state === 'reconnecting') socket.reconnect();
    };
    const whenSeen = () => {
      if (document.visibilityState === 'visible') retry();
    };
    window.addEventListener('online', retry);
    document.addEventListener('visibilitychange', whenSeen);
    return () => {
      window.removeEventListener('online', retry);
      document.removeEventListener('visibilitychange', whenSeen);
      socket.stop();
    };
  }, [socket]);
  return <SocketContext value={socket}>{children}</SocketContext>;
}
