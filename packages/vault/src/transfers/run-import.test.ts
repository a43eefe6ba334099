import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { newId } from '@fieldfare/protocol';
import { CompactEncrypt } from 'jose';
import type { CompactJWEHeaderParameters } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { signJws } from '../jose/sign-jws.ts';
import { publicJwkOf } from '../key-ring/generate-key.ts';
import type { Kms } from '../ports.ts';
import { jwkThumbprint } from '../primitives/jwk-thumbprint.ts';
import { failureOf } from '../testing/failure-of.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { localTestKms } from '../testing/local-test-kms.ts';
import { MemoryVaultStore } from '../testing/memory-vault-store.ts';
import type { CardToImport, Transfer, TransferStore } from './ports.ts';
import { runImport } from './run-import.ts';
import { createLinesHash, TRANSFER_TYPES } from './transfer-file.ts';
import { generateTransferKey } from './transfer-key.ts';

const ID = newId('transfer');
const CARD = {
  token: newId('token'),
  created_at: '2026-11-21T12:00:00.000Z',
  card: { number: '4242424242424242', exp_month: 12, exp_year: 2030 },
};
const CARD_HEADER = { alg: 'ECDH-ES', enc: 'A256GCM', typ: TRANSFER_TYPES.card } as const;

/** The other vault, whose key the second person was told. */
const signer = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const signingKey = publicJwkOf(signer.publicKey);

let kms: Kms;
let transfer: Transfer;
let stored: CardToImport[];
beforeEach(async () => {
  kms = await localTestKms();
  stored = [];
  transfer = {
    id: ID,
    direction: 'import',
    merchantId: newId('merchant'),
    state: 'running',
    ...(await generateTransferKey(kms, ID, 'import')),
    peerPublic: null,
    peerThumbprint: jwkThumbprint(signingKey),
    maxRows: 10,
    rows: 0,
    requestedBy: newId('user'),
    requestedAt: new Date(),
    approvedBy: newId('user'),
    notBefore: null,
    expiresAt: null,
    endedAt: null,
  };
});

/** What an import asks of the database. */
const store = (): TransferStore =>
  ({
    find: async () => transfer,
    start: async () => 'running',
    importCards: async (_, cards) => {
      stored.push(...cards);
      return new Map(cards.map(({ token }) => [token, 'imported']));
    },
    finish: async () => true,
  }) satisfies Partial<TransferStore> as unknown as TransferStore;

interface Forgery {
  header?: Partial<CompactJWEHeaderParameters>;
  card?: object;
  trailerType?: string;
}

/** A file of one card that the other vault signed, whatever stands in it. */
async function fileOf({ header = {}, card = CARD, trailerType = TRANSFER_TYPES.trailer }: Forgery): Promise<string[]> {
  const recipient = jwkThumbprint(transfer.ownPublic);
  const line = await new CompactEncrypt(Buffer.from(JSON.stringify(card)))
    .setProtectedHeader({ ...CARD_HEADER, kid: recipient, ...header })
    .encrypt(createPublicKey({ key: transfer.ownPublic, format: 'jwk' }));
  const names = { format: 'fieldfare-card-transfer', version: 1, export: newId('transfer') };
  const lines = [JSON.stringify({ ...names, recipient, signing_key: signingKey }), line];
  const hash = createLinesHash();
  for (const each of lines) hash.add(each);
  const claims = { export: names.export, recipient, count: 1, sha256: hash.end() };
  const trailer = await signJws({ typ: trailerType }, claims, signer.privateKey);
  return [...lines, JSON.stringify({ trailer })];
}

async function importOf(forgery: Forgery) {
  const lines = await fileOf(forgery);
  const deps = { store: store(), vaultStore: new MemoryVaultStore(), kms, clock: new FakeClock() };
  return runImport(deps, ID, {
    async *lines() {
      yield* lines;
    },
  });
}

describe('a file whose signer was approved', () => {
  it('is imported where it is what it says', async () => {
    expect(await importOf({})).toMatchObject({ imported: 1 });
    expect(stored[0]).toMatchObject({ token: CARD.token, masked: { brand: 'visa', last4: '4242' } });
  });

  it.each<[string, Partial<CompactJWEHeaderParameters>]>([
    ['of the type of a payment', { typ: 'fieldfare-card+jwe' }],
    ['of the type of its end', { typ: TRANSFER_TYPES.trailer }],
    ['of no type', { typ: undefined }],
    ['whose key is wrapped instead of agreed upon', { alg: 'ECDH-ES+A256KW' }],
    ['under another cipher', { enc: 'A128GCM' }],
    ['under a cipher with its own MAC', { enc: 'A256CBC-HS512' }],
  ])('is refused where a line is %s', async (_, header) => {
    expect(await failureOf(importOf({ header }))).toMatchObject({ code: 'conflict', detail: 'transfer_card_invalid' });
    expect(stored).toEqual([]);
  });

  it.each([
    ['holds no card number', { ...CARD, card: { ...CARD.card, number: '4242424242424241' } }],
    ['brings a security code along', { ...CARD, card: { ...CARD.card, cvc: '123' } }],
    ['says more than a card', { ...CARD, surplus: 1 }],
    ['has a card number for its customer’s name', { ...CARD, payment_method: saved('4242 4242 4242 4242') }],
  ])('is refused where a line %s', async (_, card) => {
    const failure = await failureOf(importOf({ card }));
    expect(failure).toMatchObject({ code: 'conflict', detail: 'transfer_card_invalid' });
    expect(JSON.stringify([failure.message, failure.cause ?? null])).not.toContain('4242');
    expect(stored).toEqual([]);
  });

  it.each(['JWT', TRANSFER_TYPES.card, 'fieldfare-payload-key+jwt'])(
    'is refused where its end has the type %s',
    async (trailerType) => {
      expect(await failureOf(importOf({ trailerType }))).toMatchObject({
        detail: 'transfer_file_invalid',
        message: expect.stringContaining('signature'),
      });
      expect(stored).toEqual([]);
    },
  );
});

function saved(name: string) {
  const customer = { id: newId('customer'), name, email: null, reference: null, metadata: {} };
  return { id: newId('paymentMethod'), mode: 'test', brand: 'visa', customer, network_transaction_id: null };
}
