import { createPublicKey, randomBytes, verify } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FIELDS_NAMESPACE, SOCKET_PATH, TOKEN_KINDS } from '@fieldfare/protocol';
import { Server } from 'socket.io';
import { serveParent } from '../harness/serve-parent.ts';

export interface BareServerOptions {
  /** The keys that tokens are signed with, each with its `kid`. */
  keys: (JsonWebKey & { kid: string })[];
}

interface Claims {
  aud: string;
  exp: number;
  merchant_uid: string;
  session_key: string;
}

/**
 * What a handshake costs at the least: socket.io over WebSocket only, whose middleware verifies the same token with keys that were parsed
 * once, and which greets with an event of the same size. It asks nobody whether the key was revoked, and counts and limits nothing.
 */
serveParent({
  listen: async ({ keys }: BareServerOptions): Promise<string> => {
    const known = new Map(keys.map(({ kid, ...jwk }) => [kid, createPublicKey({ key: jwk, format: 'jwk' })]));
    const http = createServer();
    const io = new Server(http, {
      path: SOCKET_PATH,
      transports: ['websocket'],
      serveClient: false,
      perMessageDeflate: false,
    });
    const fields = io.of(FIELDS_NAMESPACE);
    fields.use((socket, next) => {
      const { pt_token: token } = socket.handshake.auth as { pt_token: string };
      verifyToken(token, known, (error, claims) => {
        socket.data = claims;
        next(error);
      });
    });
    fields.on('connection', (socket) => {
      const claims = socket.data as Claims;
      socket.emit('connection_established', {
        type: 'connection_established',
        merchant_uid: claims.merchant_uid,
        session_key: claims.session_key,
        nonce: randomBytes(32).toString('base64url'),
        next: 'host:hostToken',
        server_time: new Date().toISOString(),
      });
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  },
});

/** ES256 in the thread pool, then kind, audience and expiry. */
function verifyToken(
  token: string,
  keys: ReadonlyMap<string, KeyObject>,
  answer: (error?: Error, claims?: Claims) => void,
): void {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const { alg, typ, kid } = parsed(header) as { alg: string; typ: string; kid: string };
  const key = keys.get(kid);
  if (alg !== 'ES256' || typ !== TOKEN_KINDS.pt.typ || !key) return answer(new Error('invalid_token'));
  const input = Buffer.from(`${header}.${payload}`);
  const options = { key, dsaEncoding: 'ieee-p1363' } as const;
  verify('sha256', input, options, Buffer.from(signature, 'base64url'), (error, isValid) => {
    const claims = parsed(payload) as Claims;
    const isGood = !error && isValid && claims.aud === TOKEN_KINDS.pt.aud && claims.exp * 1_000 > Date.now();
    if (isGood) answer(undefined, claims);
    else answer(new Error('invalid_token'));
  });
}

const parsed = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
