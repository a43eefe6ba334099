import type { KeyObject } from 'node:crypto';
import { coBadgeOf, FieldfareError, passesLuhn } from '@fieldfare/protocol';
import type { CardBrand } from '@fieldfare/protocol';
import { brandOf } from '../cards/card-brand.ts';
import { createFingerprinter } from '../cards/fingerprinter.ts';
import type { Fingerprinter } from '../cards/fingerprinter.ts';
import { maskBankAccount, maskCard } from '../cards/mask-method.ts';
import { createMerchantKeys } from '../cards/merchant-keys.ts';
import type { MerchantKeys } from '../cards/merchant-keys.ts';
import { bankAccountIdentity } from '../bank-accounts/tokenize-bank-account.ts';
import { sealBankAccount, sealCard } from '../cards/seal-card.ts';
import { decryptJwe } from '../jose/decrypt-jwe.ts';
import { readJwe } from '../jose/read-jwe.ts';
import type { VaultStore } from '../ports.ts';
import { startTransfer } from './approve-transfer.ts';
import type { CardToImport, ImportOutcome } from './ports.ts';
import type { TransferDeps } from './request-transfer.ts';
import { importEnded, transferError } from './transfer-error.ts';
import { sha256, TRANSFER_TYPES, TransferredCard } from './transfer-file.ts';
import type { SavedMethod } from './transfer-file.ts';
import { openTransferKey } from './transfer-key.ts';
import { verifyTransferFile } from './verify-transfer-file.ts';

export interface RunImportDeps extends TransferDeps {
  vaultStore: VaultStore;
}

export interface RunImportOptions {
  /** Reads the file from its beginning, line by line; it is read twice. */
  lines: () => AsyncIterable<string>;
  onProgress?: (cards: number) => void;
  batchSize?: number;
}

export type ImportReport = Record<ImportOutcome, number> & {
  /** How many of the imported ones are payment methods now. */
  saved: number;
  /** Tokens of cards that were not imported because a name of theirs is another's here. */
  takenTokens: string[];
};

const BATCH_SIZE = 200;

/**
 * Stores the cards of a file that another vault sealed to this import's key. The whole file is verified before its first card is stored. The
 * cards keep their tokens and get keys and fingerprints of this vault; those that were saved are payment methods of the import's merchant,
 * under the ids that they had. Ended half way and run again, it goes on. Throws `conflict` with the
 * reason where it may not run.
 */
export async function runImport(
  deps: RunImportDeps,
  id: string,
  { lines, onProgress, batchSize = BATCH_SIZE }: RunImportOptions,
): Promise<ImportReport> {
  const { store, kms, clock, vaultStore } = deps;
  const transfer = await store.find(id);
  if (transfer?.direction !== 'import') throw transferError('transfer_not_found', 'There is no such import.');
  await startTransfer(store, id);
  const verified = await verifyTransferFile(transfer, lines());
  if (verified.length > transfer.maxRows)
    throw transferError(
      'too_many_rows',
      `The file holds ${verified.length} cards, and ${transfer.maxRows} were asked for.`,
    );
  const key = await openTransferKey(kms, transfer);
  const merchantKeys = createMerchantKeys({ kms, store: vaultStore, clock });
  const fingerprinter = createFingerprinter({ kms, store: vaultStore, clock });
  const report: ImportReport = { imported: 0, already_there: 0, taken: 0, saved: 0, takenTokens: [] };
  try {
    let batch: CardToImport[] = [];
    let read = 0;
    for await (const line of lines()) {
      if (line.startsWith('{')) continue;
      if (!verified[read++]?.equals(sha256(line)))
        throw transferError('transfer_file_invalid', 'The file was changed while it was being read.');
      batch.push(await sealAnew(openLine(line, key), transfer.merchantId, merchantKeys, fingerprinter));
      if (batch.length < batchSize) continue;
      await put(batch);
      batch = [];
    }
    await put(batch);
    if (!(await store.finish(id, report.imported))) throw importEnded();
    return report;
  } finally {
    merchantKeys.clear();
    fingerprinter.clear();
  }

  async function put(cards: CardToImport[]): Promise<void> {
    if (cards.length === 0) return;
    const outcomes = await store.importCards(id, cards);
    if (!outcomes) throw importEnded();
    for (const { token, saved } of cards) {
      const outcome = outcomes.get(token);
      if (!outcome) throw new TypeError('a card of an import came to nothing');
      report[outcome] += 1;
      if (outcome === 'imported' && saved) report.saved += 1;
      if (outcome === 'taken') report.takenTokens.push(token);
    }
    onProgress?.(report.imported + report.already_there + report.taken);
  }
}

/** The other vault's people are trusted to send cards, but what they send is checked like anything that comes from outside. */
function openLine(line: string, key: KeyObject): TransferredCard {
  let plaintext: Buffer | null = null;
  try {
    const jwe = readJwe(line);
    if (jwe.header.typ !== TRANSFER_TYPES.card) throw new Error('of another type');
    plaintext = decryptJwe(jwe, key);
    const card = TransferredCard.parse(JSON.parse(plaintext.toString('utf8')));
    if ('card' in card && !passesLuhn(card.card.number)) throw new Error('no card number');
    return card;
  } catch {
    // A parser's message may quote the card.
    throw new FieldfareError('conflict', {
      detail: 'transfer_card_invalid',
      message: 'A card of the file does not open with the key of this import, or is none.',
      audience: 'operator',
    });
  } finally {
    plaintext?.fill(0);
  }
}

async function sealAnew(
  transferred: TransferredCard,
  merchantId: string,
  merchantKeys: MerchantKeys,
  fingerprinter: Fingerprinter,
): Promise<CardToImport> {
  const names = { token: transferred.token, merchantId };
  const common = { ...names, createdAt: new Date(transferred.created_at), saved: transferred.payment_method ?? null };
  if ('card' in transferred) {
    const { card } = transferred;
    return {
      ...common,
      ...(await sealCard(card, names, merchantKeys)),
      fingerprint: await fingerprinter.fingerprint(card.number),
      masked: maskCard(card, chosenBrand(card.number, common.saved)),
    };
  }
  const account = transferred.bank_account;
  return {
    ...common,
    ...(await sealBankAccount(account, names, merchantKeys)),
    fingerprint: await fingerprinter.fingerprint(bankAccountIdentity(account)),
    masked: maskBankAccount(account),
  };
}

/** The brand that the card's holder chose, where it is one of the two that a co-badged card has. */
function chosenBrand(number: string, saved: SavedMethod | null): CardBrand {
  const coBadge = coBadgeOf(number);
  return coBadge !== null && saved?.brand === coBadge ? coBadge : brandOf(number).brand;
}
