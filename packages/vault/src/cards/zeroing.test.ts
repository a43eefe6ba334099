import { createPrivateKey, createPublicKey } from 'node:crypto';
import { newId } from '@fieldfare/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agreeKey } from '../jose/agree-key.ts';
import { concatKdf } from '../jose/concat-kdf.ts';
import { readJwe } from '../jose/read-jwe.ts';
import { createKeyRing } from '../key-ring/create-key-ring.ts';
import { publicJwkOf } from '../key-ring/generate-key.ts';
import { KEY_BYTES, openAesGcm, sealAesGcm } from '../primitives/aes-gcm.ts';
import { jwkThumbprint } from '../primitives/jwk-thumbprint.ts';
import { verifyJws } from '../jose/verify-jws.ts';
import { MemoryKeyRingStore } from '../testing/memory-key-ring-store.ts';
import { openTestVault, VISA } from '../testing/open-test-vault.ts';
import type { TestVault } from '../testing/open-test-vault.ts';
import { watchZeroing } from '../testing/watch-zeroing.ts';
import type { ZeroingWatch } from '../testing/watch-zeroing.ts';
import { generateTransferKey, openTransferKey } from '../transfers/transfer-key.ts';
import { cardAad } from './card-aad.ts';
import { fingerprintKeyContext, merchantKeyContext } from './data-key-context.ts';

const { cvc: _, ...STORED } = VISA;
const MERCHANT_ID = newId('merchant');

let test: TestVault;
let watch: ZeroingWatch;
beforeEach(async () => {
  test = await openTestVault();
  watch = watchZeroing();
});
afterEach(() => watch.stop());

/** Public names of the PKCS #8 keys among what was wiped. */
const wipedKeys = () =>
  watch.wiped.flatMap((der) => {
    try {
      return [
        jwkThumbprint(publicJwkOf(createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })))),
      ];
    } catch {
      return [];
    }
  });
const opensWith = (sealed: Buffer, aad: Buffer) => (key: Buffer) => {
  try {
    return openAesGcm(key, sealed, aad).length > 0;
  } catch {
    return false;
  }
};

describe('what is filled with zeros', () => {
  it('is every buffer of a card on its way in: the agreed secret, its key, what they opened, and what was stored', async () => {
    const { sender, expected, keyRing, vault } = test;
    const recipient = test.recipient('X25519');
    const payload = await sender.seal(VISA, expected, recipient);
    const { stored } = await vault.open(payload, expected);
    watch.stop();

    const jwe = readJwe(payload);
    const privateKey = keyRing.payloadKey(recipient.kid)?.privateKey;
    if (!privateKey) throw new Error('the payload key is gone');
    const agreed = agreeKey(privateKey, jwe.header.epk);
    const key = concatKdf(agreed, { algorithmId: 'A256GCM', keyBits: 256 });
    expect(watch.timesWiped(agreed)).toBe(1);
    expect(watch.timesWiped(key)).toBe(1);
    expect(watch.wiped.some((bytes) => bytes.length > agreed.length && bytes.includes(agreed))).toBe(true);

    const jws = openAesGcm(key, Buffer.concat([jwe.nonce, jwe.ciphertext, jwe.tag]), jwe.aad).toString('ascii');
    const [header = '', claims = ''] = jws.split('.');
    expect(watch.timesWiped(jws)).toBe(1);
    expect(watch.timesWiped(`${header}.${claims}`)).toBe(1);
    expect(watch.timesWiped(Buffer.from(claims, 'base64url'))).toBe(1);
    expect(watch.timesWiped(JSON.stringify(STORED))).toBe(1);
    expect(watch.wiped.filter(opensWith(stored.ciphertext, cardAad(stored)))).toHaveLength(1);
  });

  it('is every buffer of a stored card on its way out, and of what a processor calls it', async () => {
    const { stored } = await test.openCard(VISA);
    test.store.cards.set(stored.token, { merchantId: stored.merchantId, card: stored });
    await test.vault.keepProcessorReference(stored.token, stored.merchantId, 'stripe', 'cus_1/pm_1');
    watch.wiped.length = 0;
    await test.vault.use(stored.token, stored.merchantId, async () => undefined);
    await test.vault.processorReference(stored.token, stored.merchantId, 'stripe');
    watch.stop();
    expect(watch.timesWiped(JSON.stringify(STORED))).toBe(1);
    expect(watch.timesWiped('cus_1/pm_1')).toBe(1);
    // The card's own key once for each.
    expect(watch.wiped.filter(opensWith(stored.ciphertext, cardAad(stored)))).toHaveLength(2);
  });

  it('is a data key where it was made, and again where the vault that opened it is closed', async () => {
    await test.openCard(VISA);
    const [merchantKey] = [...test.store.merchantKeys.values()];
    const fingerprintKey = test.store.storedFingerprintKey;
    if (!merchantKey || !fingerprintKey) throw new Error('no keys were made');
    const opened = [
      await test.kms.decrypt(merchantKey.wrapped, merchantKeyContext(merchantKey)),
      await test.kms.decrypt(fingerprintKey.wrapped, fingerprintKeyContext(fingerprintKey.id)),
    ];
    const times = () => opened.map((bytes) => watch.timesWiped(bytes));
    expect(times()).toEqual([1, 1]);
    test.vault.close();
    await new Promise(setImmediate);
    expect(times()).toEqual([2, 2]);
  });

  it('is a private key of the ring, where it was made and where it was opened', async () => {
    const store = new MemoryKeyRingStore();
    const ring = createKeyRing({ store, kms: test.kms, clock: test.clock, issuer: 'http://localhost:3001' });
    await ring.load();
    watch.stop();
    const wiped = wipedKeys();
    expect(store.rows.size).toBe(4);
    for (const kid of store.rows.keys()) expect(wiped.filter((name) => name === kid)).toHaveLength(2);
  });

  it.each(['export', 'import'] as const)('is the private key of an %s, likewise', async (direction) => {
    const id = newId('transfer');
    const { ownPublic, ownWrapped } = await generateTransferKey(test.kms, id, direction);
    const rest = { merchantId: MERCHANT_ID, state: 'approved', peerPublic: null, peerThumbprint: null } as const;
    const people = { requestedBy: newId('user'), requestedAt: new Date(), approvedBy: null } as const;
    const times = { notBefore: null, expiresAt: null, endedAt: null, maxRows: 1, rows: 0 } as const;
    await openTransferKey(test.kms, { id, direction, ownPublic, ownWrapped, ...rest, ...people, ...times });
    watch.stop();
    expect(wipedKeys()).toEqual([jwkThumbprint(ownPublic), jwkThumbprint(ownPublic)]);
  });

  it('is what was not authentic: a ciphertext that somebody changed, and claims under a forged signature', async () => {
    const [key, plaintext] = [Buffer.alloc(KEY_BYTES, 7), Buffer.from('what nobody vouches for')];
    const sealed = sealAesGcm(key, plaintext, Buffer.alloc(0));
    const last = sealed.length - 1;
    sealed.writeUInt8(sealed.readUInt8(last) ^ 1, last);
    expect(() => openAesGcm(key, sealed, Buffer.alloc(0))).toThrow(/authenticate/);
    expect(watch.timesWiped(plaintext)).toBe(1);

    const jws = await test.sender.sign({ forged: true });
    const stranger = (await openTestVault()).sender.signingKey;
    await expect(verifyJws(jws, createPublicKey({ key: stranger, format: 'jwk' }))).rejects.toThrow('does not verify');
    expect(watch.timesWiped(JSON.stringify({ forged: true }))).toBe(1);
  });
});
