import type { Socket } from 'socket.io';
import type { Settings } from '../env/settings.ts';
import { outsideToken } from './outside-token.ts';

/** What a client authenticates with: the handshake's `auth`, or in development a token that came by query or header. */
export function handshakeAuth({ isProduction }: Settings, { handshake, request }: Socket): unknown {
  const { auth } = handshake;
  const hasToken = Object.keys(auth).some((name) => name !== 'protocol');
  return hasToken || isProduction ? auth : (outsideToken(request) ?? auth);
}
