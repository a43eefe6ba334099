import { randomBytes } from 'node:crypto';
import { cardSender, claimsFor } from '@fieldfare/vault/testing/card-sender';
import { VISA } from '@fieldfare/vault/testing/open-test-vault';
import type { TestVault } from '@fieldfare/vault/testing/open-test-vault';
import type { PreparedCard } from './prepare-cards.ts';

/** One payload for each thing that can be wrong, in the order in which the vault finds it out. */
export async function refusedCards({ sender, expected, recipient }: TestVault): Promise<[string, PreparedCard][]> {
  const key = recipient('X25519');
  const good = await sender.seal(VISA, expected, key);
  const stranger = await cardSender();
  const foreignKid = randomBytes(32).toString('base64url');
  const noClaims = await sender.encrypt(await sender.sign({ card: VISA }), key);
  const payloads: Record<string, string> = {
    malformed: good.slice(0, -30),
    'unknown key': await sender.encrypt(await sender.sign(claimsFor(VISA, expected, foreignKid)), {
      ...key,
      kid: foreignKid,
    }),
    decryption: `${good.slice(0, -22)}${randomBytes(16).toString('base64url')}`,
    signature: await stranger.encrypt(await stranger.sign(claimsFor(VISA, expected, key.kid)), key),
    claims: noClaims,
  };
  const cards = Object.entries(payloads).map(([reason, payload]): [string, PreparedCard] => [
    reason,
    { payload, expected },
  ]);
  return [...cards, ['expectation', { payload: good, expected: { ...expected, amountMinor: 1 } }]];
}
