import { compactDecrypt, compactVerify, importJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { CardPayloadClaims, DOCUMENT_TYPES, newId } from '@fieldfare/protocol';
import type { CardSecrets } from '@fieldfare/protocol';
import { generateHostKeys } from '../crypto/generate-host-keys.ts';
import { verifyKeyDocument } from '../crypto/verify-documents.ts';
import { fakeServer } from '../testing/fake-server.ts';
import { cardSecrets } from './card-secrets.ts';
import { encryptCard } from './encrypt-card.ts';
import type { HostSession } from './handshake.ts';

const CARD: CardSecrets = {
  number: '4242424242424242',
  exp_month: 12,
  exp_year: 2034,
  cvc: '123',
  name: 'Test Shopper',
};

describe('the card on its way to the vault', () => {
  it.each([
    ['X25519', 'x1', (kid: string) => kid !== 'none'],
    ['P-256', 'e1', (kid: string) => kid === 'e1'],
  ])('is signed by the pinned key inside what only the payload key on %s opens', async (curve, kid, isOffered) => {
    const server = await fakeServer();
    const keys = await generateHostKeys();
    const offered = await verifyKeyDocument(await server.keyDocument(), server.config.root_thumbprints, new Date());
    const view = {
      id: newId('session'),
      merchant_uid: server.config.merchant_uid,
      amount_minor: 4900,
      total_minor: 4950,
      currency: 'USD',
    };
    const session = {
      keys: { ...offered, payload_keys: offered.payload_keys.filter((key) => isOffered(key.kid)) },
      view,
    } as HostSession;
    const sealed = await encryptCard(session, keys.signingKey, 'chal_1', { card: CARD });

    const opened = await compactDecrypt(sealed, server.payloadPrivateKey(kid));
    expect(opened.protectedHeader).toMatchObject({
      kid,
      typ: DOCUMENT_TYPES.cardEnvelope,
      cty: DOCUMENT_TYPES.card,
      epk: { crv: curve },
    });
    const verified = await compactVerify(opened.plaintext, await importJWK(keys.publicKeys.signing, 'ES256'));
    expect(verified.protectedHeader).toEqual({ alg: 'ES256', typ: DOCUMENT_TYPES.card });
    expect(CardPayloadClaims.parse(JSON.parse(new TextDecoder().decode(verified.payload)))).toEqual({
      recipient_kid: kid,
      challenge: 'chal_1',
      session: view.id,
      merchant_uid: view.merchant_uid,
      amount_minor: 4900,
      total_minor: 4950,
      currency: 'USD',
      card: CARD,
    });
  });

  it('is put together from the fields that the page has, and is none without number, expiry and code', () => {
    const values = new Map([
      ['card-number', '4242424242424242'],
      ['card-exp', '1234'],
      ['card-cvc', '123'],
      ['card-postal-code', '94107'],
    ] as const);
    expect(cardSecrets(values)).toEqual({
      number: '4242424242424242',
      exp_month: 12,
      exp_year: 2034,
      cvc: '123',
      postal_code: '94107',
    });
    for (const kind of ['card-number', 'card-exp', 'card-cvc'] as const) {
      expect(cardSecrets(new Map([...values].filter(([key]) => key !== kind)))).toBeNull();
    }
  });
});
