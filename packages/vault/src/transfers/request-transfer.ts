import { createPublicKey } from 'node:crypto';
import { newId, SealingPublicJwk } from '@fieldfare/protocol';
import type { Clock, Kms } from '../ports.ts';
import { jwkThumbprint } from '../primitives/jwk-thumbprint.ts';
import type { Transfer, TransferStore } from './ports.ts';
import { transferError, transferRefusal } from './transfer-error.ts';
import { generateTransferKey } from './transfer-key.ts';

export interface TransferDeps {
  store: TransferStore;
  kms: Kms;
  clock: Clock;
}

export interface TransferWish {
  merchantId: string;
  /** Cards at the most. An export of more is refused as a whole. */
  maxRows: number;
  /** Id of the administrator who asks. */
  userId: string;
}

export interface RequestedTransfer {
  transfer: Transfer;
  /** Of our key: what the other vault's people must be told by another way than the file's. */
  ownThumbprint: string;
}

/** Asks for an export, sealed to the other vault's public key (a JWK, X25519 or P-256). A second person must approve it. */
export async function requestExport(
  deps: TransferDeps,
  wish: TransferWish & { recipient: unknown },
): Promise<RequestedTransfer> {
  const peerPublic = readRecipient(wish.recipient);
  return request(deps, 'export', wish, peerPublic);
}

/** Asks for an import: makes the key that the other vault seals its export to. A second person must approve it. */
export function requestImport(deps: TransferDeps, wish: TransferWish): Promise<RequestedTransfer> {
  return request(deps, 'import', wish, null);
}

async function request(
  { store, kms, clock }: TransferDeps,
  direction: Transfer['direction'],
  { merchantId, maxRows, userId }: TransferWish,
  peerPublic: SealingPublicJwk | null,
): Promise<RequestedTransfer> {
  const id = newId('transfer', clock.now());
  const { ownPublic, ownWrapped } = await generateTransferKey(kms, id, direction);
  const verdict = await store.request({
    id,
    direction,
    merchantId,
    ownPublic,
    ownWrapped,
    peerPublic,
    peerThumbprint: peerPublic && jwkThumbprint(peerPublic),
    maxRows,
    requestedBy: userId,
  });
  if (verdict !== 'requested') throw transferRefusal(verdict, REFUSALS[verdict]);
  const transfer = await store.find(id);
  if (!transfer) throw new TypeError('a transfer vanished while it was being requested');
  return { transfer, ownThumbprint: jwkThumbprint(ownPublic) };
}

const REFUSALS = {
  not_admin: 'Only an administrator of the installation may move cards.',
  merchant_not_found: 'There is no such merchant.',
  row_limit_refused: 'The row limit must be at least 1 and at most what the transfer policy of the database allows.',
} as const;

/** Throws unless it is a public key on its curve, and holds no private part. */
function readRecipient(jwk: unknown): SealingPublicJwk {
  const parsed = SealingPublicJwk.safeParse(jwk);
  if (!parsed.success)
    throw transferError(
      'recipient_invalid',
      'The recipient must be one public JWK on X25519 or P-256, and nothing else.',
    );
  try {
    createPublicKey({ key: parsed.data, format: 'jwk' });
  } catch {
    throw transferError('recipient_invalid', "The recipient's public key is no point on its curve.");
  }
  return parsed.data;
}
