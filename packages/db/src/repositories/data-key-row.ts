import type { StoredMerchantKey } from '@fieldfare/vault';

/** A data key that still exists: its row without what says since when it does not. */
export interface DataKeyRow {
  id: string;
  merchant_id: string;
  period: string;
  wrapped: Buffer;
  created_at: Date;
}

export function toDataKey(row: DataKeyRow): StoredMerchantKey {
  return {
    id: row.id,
    merchantId: row.merchant_id,
    period: row.period,
    wrapped: row.wrapped,
    createdAt: row.created_at,
  };
}
