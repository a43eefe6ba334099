export { ConsoleSocket } from './console-socket.ts';
export type { ConsoleSocketDeps, SocketError, SocketSnapshot, SocketState } from './console-socket.ts';
export type { RoomListener, RoomPush } from './room.ts';
export { FieldfareSocketProvider } from './socket-provider.tsx';
export type { FieldfareSocketProviderProps } from './socket-provider.tsx';
export { openTransport } from './transport.ts';
export type { Transport } from './transport.ts';
export { useFieldfareSocket } from './use-fieldfare-socket.ts';
export type { FieldfareSocket } from './use-fieldfare-socket.ts';
