import { createHash } from 'node:crypto';
import {
  BankAccountSecrets,
  CardBrand,
  CardSecrets,
  EcPublicJwk,
  Email,
  freeText,
  idOf,
  Metadata,
  Mode,
} from '@fieldfare/protocol';
import * as z from 'zod';

/**
 * A file of cards on their way: a header, one JWE a line (ECDH-ES to the recipient's key, A256GCM), and a trailer that holds a JWS by the
 * exporting vault over the count and the hash of all lines before it. Order, number and content of the lines can thus not be changed, and a
 * file that was cut short has no trailer.
 */
export const TRANSFER_TYPES = {
  card: 'fieldfare-card-transfer+jwe',
  trailer: 'fieldfare-card-transfer+jwt',
} as const;

export const TransferHeader = z.strictObject({
  format: z.literal('fieldfare-card-transfer'),
  version: z.literal(1),
  export: idOf('transfer'),
  /** Thumbprint of the key that the lines are sealed to. */
  recipient: z.string(),
  signing_key: EcPublicJwk,
});
export type TransferHeader = z.infer<typeof TransferHeader>;

export const TransferTrailer = z.strictObject({ trailer: z.string() });

export const TrailerClaims = z.strictObject({
  export: idOf('transfer'),
  recipient: z.string(),
  count: z.int().min(0),
  /** SHA-256 of the header and every card line, each with its line feed, base64url. */
  sha256: z.string(),
});
export type TrailerClaims = z.infer<typeof TrailerClaims>;

/** By what the merchant charges a card that its holder saved, and for whom. A card that was paid with once has none. */
export const SavedMethod = z.strictObject({
  id: idOf('paymentMethod'),
  mode: Mode,
  /** As it was shown: of a co-badged card its holder chose it. */
  brand: CardBrand.nullable(),
  customer: z
    .strictObject({
      id: idOf('customer'),
      name: freeText(100).nullable(),
      email: Email.nullable(),
      reference: freeText(200).nullable(),
      metadata: Metadata,
    })
    .nullable(),
  /** What the network calls the first authorization made with it. */
  network_transaction_id: z.string().min(1).max(255).nullable(),
});
export type SavedMethod = z.infer<typeof SavedMethod>;

const names = { token: idOf('token'), created_at: z.iso.datetime(), payment_method: SavedMethod.optional() };
/** One card or bank account inside its JWE. A security code was never stored and is not here either. */
export const TransferredCard = z.union([
  z.strictObject({ ...names, card: CardSecrets.omit({ cvc: true }) }),
  z.strictObject({ ...names, bank_account: BankAccountSecrets }),
]);
export type TransferredCard = z.infer<typeof TransferredCard>;

export function sha256(line: string): Buffer {
  return createHash('sha256').update(line).digest();
}

/** The hash that the trailer signs, fed line by line. */
export function createLinesHash() {
  const hash = createHash('sha256');
  return {
    add: (line: string) => void hash.update(line).update('\n'),
    end: () => hash.digest('base64url'),
  };
}
