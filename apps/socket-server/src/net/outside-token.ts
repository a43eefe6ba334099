import type { IncomingMessage } from 'node:http';
import { PROTOCOL_VERSION, TOKEN_KINDS } from '@fieldfare/protocol';
import { decodeProtectedHeader } from 'jose';

/** A handshake's `auth`, made of a token that came by query or header. */
export type OutsideAuth = { protocol: number } & ({ pt_token: string } | { host_token: string } | { token: string });

const NAMES = ['pt_token', 'host_token', 'token'] as const;

/**
 * The token of an upgrade request's query or Authorization header: development accepts it there, for tools that cannot send `auth`.
 * Production does not look: URLs and headers end up in logs that are not ours.
 */
export function outsideToken(request: IncomingMessage): OutsideAuth | null {
  const query = new URLSearchParams(request.url?.split('?')[1]);
  for (const name of NAMES) {
    const token = query.get(name);
    if (token !== null) return named(name, token);
  }
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return bearer === undefined ? null : named(nameByKind(bearer), bearer);
}

function named(name: (typeof NAMES)[number], token: string): OutsideAuth {
  return { protocol: PROTOCOL_VERSION, [name]: token } as OutsideAuth;
}

/** What a token says it is; whether it is that is found out by verifying it. */
function nameByKind(token: string): (typeof NAMES)[number] {
  try {
    const { typ } = decodeProtectedHeader(token);
    if (typ === TOKEN_KINDS.host.typ) return 'host_token';
    return typ === TOKEN_KINDS.console.typ ? 'token' : 'pt_token';
  } catch {
    return 'pt_token';
  }
}
