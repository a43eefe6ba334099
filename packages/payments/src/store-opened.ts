import { FieldfareError } from '@fieldfare/protocol';
import type { CardVault, StoredCard } from './ports/card-vault.ts';

/**
 * Opens a card or bank account and stores what the vault sealed. A server may hold a merchant's key that was destroyed meanwhile: the
 * database refuses what is under it (`system_error` / `merchant_key_gone`), having stored nothing and spent no challenge, and it is opened and
 * sealed once more, under the key that stands.
 */
export async function storeOpened<Opened extends { stored: StoredCard }, Result>(
  vault: Pick<CardVault, 'forgetKey'>,
  open: () => Promise<Opened>,
  store: (opened: Opened) => Promise<Result>,
): Promise<Result> {
  const opened = await open();
  try {
    return await store(opened);
  } catch (error) {
    if (!isMerchantKeyGone(error)) throw error;
    vault.forgetKey(opened.stored.dataKeyId);
    return store(await open());
  }
}

function isMerchantKeyGone(error: unknown): boolean {
  return error instanceof FieldfareError && error.detail === 'merchant_key_gone';
}
