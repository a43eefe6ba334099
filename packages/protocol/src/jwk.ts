import * as z from 'zod';

const base64url32 = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** A P-256 public key (RFC 7518, 6.2.1). */
export const EcPublicJwk = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: base64url32,
  y: base64url32,
});
export type EcPublicJwk = z.infer<typeof EcPublicJwk>;

/** An X25519 public key (RFC 8037, 2). */
export const OkpPublicJwk = z.strictObject({ kty: z.literal('OKP'), crv: z.literal('X25519'), x: base64url32 });
export type OkpPublicJwk = z.infer<typeof OkpPublicJwk>;

export const SealingPublicJwk = z.union([OkpPublicJwk, EcPublicJwk]);
export type SealingPublicJwk = z.infer<typeof SealingPublicJwk>;
