import * as z from 'zod';
import { idOf } from './ids.ts';
import { freeText } from './metadata.ts';
import { Mode } from './payment.ts';
import { SECRET_KEY_PERMISSIONS } from './permissions.ts';
import { listOf } from './rest.ts';
import { setOf } from './set-of.ts';

export const ApiKeyType = z.enum(['secret', 'publishable']);

/** One thing that a secret key may be allowed to do. */
export const ApiKeyScope = z.enum(SECRET_KEY_PERMISSIONS);
export type ApiKeyScope = z.infer<typeof ApiKeyScope>;

/** Null is full access: all that a secret key may do, now and in later versions. A list allows what stands in it and nothing else. */
const Scopes = setOf(ApiKeyScope, { min: 1, max: 50 }).nullable();

/** An address or a subnet: `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/32`. */
export const IpRange = z
  .union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'must be an IP address, or a subnet such as 203.0.113.0/24')
  .meta({ examples: ['203.0.113.0/24'] });

/** Where a key may be used from; empty is anywhere. */
const IpAllowList = setOf(IpRange, { max: 50 });

export const ApiKey = z.strictObject({
  id: idOf('apiKey'),
  object: z.literal('api_key'),
  type: ApiKeyType,
  mode: Mode,
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()).nullable(),
  ip_allow_list: z.array(z.string()),
  created_by: z.string().nullable(),
  created_at: z.iso.datetime(),
  last_used_at: z.iso.datetime().nullable(),
  expires_at: z.iso.datetime().nullable(),
  revoked_at: z.iso.datetime().nullable(),
  replaced_by: idOf('apiKey').nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

/** The only answer that ever shows a key whole. */
export const ApiKeyWithSecret = z.strictObject({ ...ApiKey.shape, secret: z.string() });
export type ApiKeyWithSecret = z.infer<typeof ApiKeyWithSecret>;

export const ApiKeyList = listOf(ApiKey);
export type ApiKeyList = z.infer<typeof ApiKeyList>;

export const CreateApiKey = z.strictObject({
  name: freeText(60).min(1),
  type: ApiKeyType.default('secret'),
  scopes: Scopes.default(null),
  ip_allow_list: IpAllowList.default([]),
  expires_at: z.iso.datetime().optional(),
});
export type CreateApiKey = z.infer<typeof CreateApiKey>;

/** Body of `POST /v1/api_keys/{id}`: what is left out stays as it is. */
export const UpdateApiKey = z.strictObject({
  name: freeText(60).min(1).optional(),
  scopes: Scopes.optional(),
  ip_allow_list: IpAllowList.optional(),
});
export type UpdateApiKey = z.infer<typeof UpdateApiKey>;

/**
 * `overlap_seconds`: how long the old key still works beside its successor; 0 ends it at once. `expires_at`: when the successor ends, null for
 * never. Left out it lives as long as the old key was given to live, counted from now.
 */
export const RotateApiKey = z.strictObject({
  overlap_seconds: z
    .int()
    .min(0)
    .max(7 * 86_400)
    .default(86_400),
  expires_at: z.iso
    .datetime()
    .nullable()
    .optional()
    .describe('Null is never. Left out, the successor is given as long as the old key was, counted from now.'),
});
export type RotateApiKey = z.infer<typeof RotateApiKey>;
