import { generateApiKey } from '@fieldfare/access';
import type { NewApiKey } from '@fieldfare/db';
import { FieldfareError, newId } from '@fieldfare/protocol';
import type { ApiKeyScope } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import type { Caller } from '../caller.ts';

export interface ApiKeyWish {
  /** Given where a repeated request must find the key that it made. */
  id?: string;
  type: 'secret' | 'publishable';
  name: string;
  expiresAt: Date | null;
  scopes?: ApiKeyScope[] | null;
  ipAllowList?: string[];
}

/** A fresh key: what is stored, and the secret that is shown once. */
export async function newApiKey(
  { keyHasher, clock }: Pick<Deps, 'keyHasher' | 'clock'>,
  { merchantId, mode, actor }: Pick<Caller, 'merchantId' | 'mode' | 'actor'>,
  { id: wanted, type, name, expiresAt, scopes = null, ipAllowList = [] }: ApiKeyWish,
): Promise<{ key: NewApiKey; secret: string }> {
  const { secret, prefix } = generateApiKey({ type, mode });
  const hash = await keyHasher.hash(secret);
  const createdAt = clock.now();
  const id = wanted ?? newId('apiKey', createdAt);
  const access = { scopes, ipAllowList, expiresAt };
  const key = { id, merchantId, mode, type, name, prefix, hash, createdBy: actor.name, createdAt, ...access };
  return { key, secret };
}

/** The answer to a repeated request that made a key: the secret was shown once and is kept nowhere. */
export async function secretShownOnce(): Promise<never> {
  throw new FieldfareError('conflict', {
    detail: 'secret_shown_once',
    message: 'This request made a key already, and its secret is shown only once. If it was lost, revoke that key.',
  });
}
