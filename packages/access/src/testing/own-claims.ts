import { newId } from '@fieldfare/protocol';
import type { OwnClaims } from '../tokens/own-claims.ts';

const x = 'A'.repeat(43);

/** What a caller may say of a token of each kind. */
export function ownClaims(): {
  pt: OwnClaims<'pt'>;
  host: OwnClaims<'host'>;
  sibling: OwnClaims<'sibling'>;
  challenge: OwnClaims<'challenge'>;
  second_factor: OwnClaims<'second_factor'>;
  console: OwnClaims<'console'>;
} {
  const session = newId('session');
  const pt: OwnClaims<'pt'> = {
    merchant_uid: newId('merchant'),
    origin: 'http://localhost:3002',
    session,
    session_key: 'a-session-key',
    generation: 1,
    key_id: newId('apiKey'),
    mode: 'test',
    page_may: [],
  };
  return {
    pt,
    host: { ...pt, cnf: { signing: { kty: 'EC', crv: 'P-256', x, y: x }, sealing: { kty: 'OKP', crv: 'X25519', x } } },
    sibling: { session, generation: 1, kind: 'card-cvc' },
    challenge: {
      session,
      generation: 1,
      revision: 1,
      action: 'process_payment',
      payment: null,
      method: 'card',
      amount_minor: 1999,
      fee_minor: 50,
      total_minor: 2049,
      currency: 'USD',
    },
    second_factor: { sub: newId('user') },
    console: {
      sub: newId('user'),
      sid: newId('consoleSession'),
      email: 'owner@demo.test',
      role: 'VENDOR',
      merchants: [{ id: pt.merchant_uid, role: 'owner' }],
    },
  };
}
