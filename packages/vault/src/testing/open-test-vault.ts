import type { CardSecrets } from '@fieldfare/protocol';
import { createVault } from '../cards/create-vault.ts';
import type { PayloadRefusal } from '../cards/card-payload-refused.ts';
import { createKeyRing } from '../key-ring/create-key-ring.ts';
import { cardSender, purchaseOf } from './card-sender.ts';
import type { RecipientJwk } from './card-sender.ts';
import { countingKms } from './counting-kms.ts';
import { FakeClock } from './fake-clock.ts';
import { localTestKms } from './local-test-kms.ts';
import { MemoryKeyRingStore } from './memory-key-ring-store.ts';
import { MemoryVaultStore } from './memory-vault-store.ts';

export const VISA: CardSecrets = { number: '4242424242424242', exp_month: 12, exp_year: 2030, cvc: '739' };

/** A vault over stores in memory and a local KMS, with a host frame that sends it cards. */
export async function openTestVault() {
  const clock = new FakeClock();
  const kms = countingKms(await localTestKms());
  const keyRingStore = new MemoryKeyRingStore();
  const keyRing = createKeyRing({ store: keyRingStore, kms, clock, issuer: 'http://localhost:3001' });
  await keyRing.load();
  const store = new MemoryVaultStore();
  const refusals: PayloadRefusal[] = [];
  const newVault = () => createVault({ keyRing, kms, store, clock, onRefusal: (reason) => refusals.push(reason) });
  const sender = await cardSender();
  const expected = purchaseOf(sender);
  const recipient = (crv: 'X25519' | 'P-256'): RecipientJwk => {
    const found = keyRing.jwks().keys.find((key) => key.use === 'enc' && key.crv === crv);
    if (!found) throw new Error(`no payload key on ${crv}`);
    const { kid } = found;
    return found.kty === 'EC'
      ? { kty: found.kty, crv: found.crv, x: found.x, y: found.y, kid }
      : { kty: found.kty, crv: found.crv, x: found.x, kid };
  };
  const vault = newVault();
  const openCard = async (card: CardSecrets, purchase = expected) =>
    vault.open(await sender.seal(card, purchase, recipient('X25519')), purchase);
  return { clock, kms, keyRing, keyRingStore, store, refusals, sender, expected, recipient, vault, newVault, openCard };
}

export type TestVault = Awaited<ReturnType<typeof openTestVault>>;
