import type { CardVault, SavedCardName } from './ports/card-vault.ts';
import type { Processor, StoredCredential } from './ports/processor.ts';

/** A card that was saved before: by what the vault knows it, and what the networks want to know of the charge. */
export interface CardOnFile {
  saved: Pick<SavedCardName, 'token' | 'merchantId'>;
  credential: StoredCredential;
}

/**
 * What the processor calls a card that it keeps; null where it keeps none, and where that cannot be read: then the card is sent. Read before
 * the attempt begins, because nothing may stand between an attempt and its request.
 */
export async function referenceAt(
  { vault }: { vault: Pick<CardVault, 'processorReference'> },
  onFile: CardOnFile | undefined,
  { name }: Processor,
): Promise<string | null> {
  if (!onFile) return null;
  const { token, merchantId } = onFile.saved;
  return vault.processorReference(token, merchantId, name).catch(() => null);
}
