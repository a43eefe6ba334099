import { use, useCallback, useSyncExternalStore } from 'react';
import type { SocketSnapshot } from './console-socket.ts';
import type { RoomListener } from './room.ts';
import { SocketContext } from './socket-provider.tsx';

export interface FieldfareSocket extends SocketSnapshot {
  /** Tries at once instead of waiting for the next try; after the session had ended, begins anew with the next token. */
  reconnect: () => void;
  /** Hears a room for as long as the answered function is not called. Call it in an effect. */
  subscribe: (room: string, listener: RoomListener) => () => void;
  /** Sends one event of the protocol and answers its acknowledgement. */
  ask: (event: string, payload: object) => Promise<unknown>;
}

/** The socket of the provider around the calling component, and how it is. */
export function useFieldfareSocket(): FieldfareSocket {
  const socket = use(SocketContext);
  if (socket === null) throw new Error('useFieldfareSocket is only for components inside FieldfareSocketProvider');
  const observe = useCallback((observer: () => void) => socket.observe(observer), [socket]);
  const snapshot = useSyncExternalStore(
    observe,
    () => socket.snapshot,
    () => socket.snapshot,
  );
  const reconnect = useCallback(() => socket.reconnect(), [socket]);
  const subscribe = useCallback((room: string, listener: RoomListener) => socket.subscribe(room, listener), [socket]);
  const ask = useCallback((event: string, payload: object) => socket.ask(event, payload), [socket]);
  return { ...snapshot, reconnect, subscribe, ask };
}
