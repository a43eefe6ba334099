import type { DataKeyDestruction, DataKeyStore, WrappedKeyStore } from '@fieldfare/vault';
import type pg from 'pg';
import { createTransferStore } from './transfer-store.ts';
import { toDataKey } from './data-key-row.ts';
import type { DataKeyRow } from './data-key-row.ts';

/** What operators do to data keys, by the vault's functions. */
export function createDataKeyStore(pool: pg.Pool): DataKeyStore & Omit<WrappedKeyStore, 'listKeys'> {
  const ask = async <T>(call: string, values: unknown[]): Promise<T> => {
    const { rows } = await pool.query<{ answer: T }>(`SELECT vault.${call} AS answer`, values);
    return present(rows[0]).answer;
  };
  const transfers = createTransferStore(pool);
  return {
    countDataKeys: async () => {
      const { rows } = await pool.query<{ active: number; retired: number; destroyed: number }>(
        'SELECT active, retired, destroyed FROM vault.count_data_keys()',
      );
      return present(rows[0]);
    },
    retireMerchantKeys: (merchantId, actor) =>
      ask<number>('retire_data_keys($1, $2::jsonb)', [merchantId, JSON.stringify(actor)]),
    listRetiredMerchantKeys: async () => {
      const { rows } = await pool.query<DataKeyRow>('SELECT * FROM vault.retired_data_keys()');
      return rows.map(toDataKey);
    },
    destroyMerchantKey: (id, actor) =>
      ask<DataKeyDestruction>('destroy_data_key($1, $2::jsonb)', [id, JSON.stringify(actor)]),
    listDataKeys: async (afterId, limit) => {
      const { rows } = await pool.query<DataKeyRow>('SELECT * FROM vault.data_keys_after($1, $2)', [afterId, limit]);
      return rows.map(({ id, merchant_id, period, wrapped }) => ({
        id,
        merchant: merchant_id === '' ? null : { id: merchant_id, period },
        wrapped,
      }));
    },
    replaceWrappedKey: ({ kid }, from, to, actor) =>
      ask<boolean>('rewrap_key($1, $2, $3, $4::jsonb)', [kid, from, to, JSON.stringify(actor)]),
    listTransferKeys: () => transfers.listKeys(),
    replaceWrappedTransferKey: (id, from, to, actor) => transfers.replaceWrapped(id, from, to, actor),
    replaceWrappedDataKey: (id, from, to, actor) =>
      ask<boolean>('rewrap_data_key($1, $2, $3, $4::jsonb)', [id, from, to, JSON.stringify(actor)]),
  };
}

function present<T>(row: T | undefined): T {
  if (row === undefined) throw new TypeError('a function of the vault answered nothing');
  return row;
}
