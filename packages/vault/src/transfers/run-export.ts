import { CompactEncrypt } from 'jose';
import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { EcPublicJwk } from '@fieldfare/protocol';
import { decryptStoredMethod } from '../cards/decrypt-stored-card.ts';
import { createMerchantKeys } from '../cards/merchant-keys.ts';
import type { MerchantKeys } from '../cards/merchant-keys.ts';
import { signJws } from '../jose/sign-jws.ts';
import type { VaultStore } from '../ports.ts';
import { startTransfer } from './approve-transfer.ts';
import type { CardToExport, Transfer } from './ports.ts';
import type { TransferDeps } from './request-transfer.ts';
import { transferError } from './transfer-error.ts';
import { createLinesHash, TRANSFER_TYPES } from './transfer-file.ts';
import type { TrailerClaims, TransferHeader, TransferredCard } from './transfer-file.ts';
import { openTransferKey } from './transfer-key.ts';

export interface RunExportDeps extends TransferDeps {
  vaultStore: VaultStore;
}

export interface RunExportOptions {
  /** Takes the file line by line, without line feeds. */
  write: (line: string) => Promise<void>;
  onProgress?: (cards: number) => void;
  batchSize?: number;
}

const BATCH_SIZE = 200;

/**
 * Writes the cards of an approved export, sealed to its recipient, and ends it; answers how many. Ended half way, the file has no trailer and
 * imports nowhere; run again it begins anew. Throws `conflict` with the reason where it may not run.
 */
export async function runExport(
  deps: RunExportDeps,
  id: string,
  { write, onProgress, batchSize = BATCH_SIZE }: RunExportOptions,
): Promise<number> {
  const { store, kms, clock, vaultStore } = deps;
  const transfer = await store.find(id);
  if (transfer?.direction !== 'export') throw transferError('transfer_not_found', 'There is no such export.');
  await startTransfer(store, id);
  const signingKey = await openTransferKey(kms, transfer);
  const seal = cardSealer(transfer);
  const merchantKeys = createMerchantKeys({ kms, store: vaultStore, clock });
  const hash = createLinesHash();
  const put = async (line: string) => {
    hash.add(line);
    await write(line);
  };
  let cards = 0;
  try {
    await put(JSON.stringify(headerOf(transfer)));
    for (let after = ''; ;) {
      const batch = await store.exportCards(id, after, batchSize);
      for (const card of batch) await put(await seal(await openCard(card, merchantKeys)));
      cards += batch.length;
      onProgress?.(cards);
      const last = batch.at(-1);
      if (!last) break;
      after = last.token;
    }
    await write(JSON.stringify({ trailer: await signTrailer(transfer, cards, hash.end(), signingKey) }));
    if (!(await store.finish(id, cards)))
      throw transferError('canceled', 'The export was canceled while it ran. Delete the file.');
    return cards;
  } finally {
    merchantKeys.clear();
  }
}

function headerOf({ id, peerThumbprint, ownPublic }: Transfer): TransferHeader {
  return {
    format: 'fieldfare-card-transfer',
    version: 1,
    export: id,
    recipient: peerThumbprint ?? '',
    signing_key: ownPublic as EcPublicJwk,
  };
}

async function openCard(card: CardToExport, merchantKeys: MerchantKeys): Promise<TransferredCard> {
  return {
    token: card.token,
    created_at: card.createdAt.toISOString(),
    ...(card.saved && { payment_method: card.saved }),
    ...(await decryptStoredMethod(card, merchantKeys)),
  };
}

function cardSealer({ peerPublic, peerThumbprint }: Transfer): (card: TransferredCard) => Promise<string> {
  if (!peerPublic || !peerThumbprint) throw new TypeError('an export without a recipient');
  const recipient: KeyObject = createPublicKey({ key: peerPublic, format: 'jwk' });
  return async (card) => {
    const plaintext = Buffer.from(JSON.stringify(card), 'utf8');
    try {
      return await new CompactEncrypt(plaintext)
        .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: peerThumbprint, typ: TRANSFER_TYPES.card })
        .encrypt(recipient);
    } finally {
      plaintext.fill(0);
    }
  };
}

function signTrailer(transfer: Transfer, count: number, sha256: string, key: KeyObject): Promise<string> {
  const claims: TrailerClaims = { export: transfer.id, recipient: transfer.peerThumbprint ?? '', count, sha256 };
  return signJws({ typ: TRANSFER_TYPES.trailer }, claims, key);
}
