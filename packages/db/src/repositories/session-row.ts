import type { SessionRecord } from '@fieldfare/payments';

/** A row of `sessions` as `to_jsonb` writes it. */
export interface SessionRow {
  id: string;
  session_key: string;
  merchant_id: string;
  api_key_id: string;
  mode: SessionRecord['mode'];
  kind: SessionRecord['kind'];
  status: SessionRecord['status'];
  revision: number;
  generation: number;
  amount_minor: number;
  fee_minor: number;
  fee_mode: SessionRecord['feeMode'];
  total_minor: number;
  currency: SessionRecord['currency'];
  origin: string;
  reference: string | null;
  methods: SessionRecord['methods'];
  capture: SessionRecord['capture'];
  page_may: SessionRecord['pageMay'];
  customer_id: string | null;
  saved_method: SessionRecord['savedMethod'];
  payment_id: string | null;
  attempts: number;
  max_attempts: number;
  host_keys: SessionRecord['hostKeys'];
  metadata: SessionRecord['metadata'];
  expires_at: string;
  created_at: string;
}

export function toSession(row: SessionRow): SessionRecord {
  return {
    id: row.id,
    sessionKey: row.session_key,
    merchantId: row.merchant_id,
    apiKeyId: row.api_key_id,
    mode: row.mode,
    kind: row.kind,
    status: row.status,
    revision: row.revision,
    generation: row.generation,
    amountMinor: row.amount_minor,
    feeMinor: row.fee_minor,
    feeMode: row.fee_mode,
    totalMinor: row.total_minor,
    currency: row.currency,
    origin: row.origin,
    reference: row.reference,
    methods: row.methods,
    capture: row.capture,
    pageMay: row.page_may,
    customerId: row.customer_id,
    savedMethod: row.saved_method,
    paymentId: row.payment_id,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    hostKeys: row.host_keys,
    metadata: row.metadata,
    expiresAt: new Date(row.expires_at),
    createdAt: new Date(row.created_at),
  };
}
