/** Each kind of token has a `typ` and an `aud` of its own, so that none can stand in for another (RFC 8725, 3.11). */
export const TOKEN_KINDS = {
  pt: { typ: 'fieldfare-pt+jwt', aud: 'fieldfare:fields' },
  host: { typ: 'fieldfare-host+jwt', aud: 'fieldfare:host' },
  sibling: { typ: 'fieldfare-sibling+jwt', aud: 'fieldfare:sibling' },
  challenge: { typ: 'fieldfare-challenge+jwt', aud: 'fieldfare:challenge' },
  second_factor: { typ: 'fieldfare-second-factor+jwt', aud: 'fieldfare:second-factor' },
  console: { typ: 'fieldfare-console+jwt', aud: 'fieldfare:console' },
} as const;

export type TokenKind = keyof typeof TOKEN_KINDS;

/** Header types of the documents that frames sign and seal and that the root signs; they are no bearer tokens. */
export const DOCUMENT_TYPES = {
  card: 'fieldfare-card+jwt',
  cardEnvelope: 'fieldfare-card+jwe',
  hostProof: 'fieldfare-proof+jwt',
  payloadKey: 'fieldfare-payload-key+jwt',
  sealedValue: 'fieldfare-sealed+jwt',
} as const;
