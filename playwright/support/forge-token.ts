import { generateKeyPair, type JWTPayload, SignJWT } from 'jose';

interface TokenParts {
  header: { alg: string; typ: string; kid: string };
  claims: JWTPayload & Record<string, unknown>;
}

/** What a token says, without asking whether it is true. */
export function readToken(token: string): TokenParts {
  const [header = '', claims = ''] = token.split('.');
  return { header: decode(header) as TokenParts['header'], claims: decode(claims) as TokenParts['claims'] };
}

/** The same token with other claims under the old signature. */
export function tamper(token: string, change: Record<string, unknown>): string {
  const [header, , signature] = token.split('.');
  return [header, encode({ ...readToken(token).claims, ...change }), signature].join('.');
}

/** The same claims under the same key id, signed by a key that is not the server's. */
export async function signByStranger(token: string): Promise<string> {
  const { header, claims } = readToken(token);
  const { privateKey } = await generateKeyPair('ES256');
  return new SignJWT(claims).setProtectedHeader(header).sign(privateKey);
}

/** The same claims, said to need no signature. */
export function unsigned(token: string): string {
  const { header, claims } = readToken(token);
  return `${encode({ ...header, alg: 'none' })}.${encode(claims)}.`;
}

const decode = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
