import type {
  PaymentMethodIntent,
  PaymentMethodRecord,
  PaymentMethodRepository,
  ProcessorKeeping,
  SaveVerdict,
} from '@fieldfare/payments';
import type { Database } from '../connect.ts';
import { Prisma } from '../generated/client.ts';
import type { PaymentMethod } from '../generated/client.ts';
import { pageOf } from './keyset.ts';
import { pageRows } from './page-rows.ts';
import { sealedCardItem } from './sealed-card-item.ts';
import { unlessKeyGone } from './unless-key-gone.ts';

/** A row of `payment_methods` as `to_jsonb` writes it. */
export interface PaymentMethodRow {
  id: string;
  merchant_id: string;
  mode: PaymentMethodRecord['mode'];
  customer_id: string | null;
  session_id: string | null;
  method: PaymentMethodRecord['method'];
  created_at: string;
  revoked_at: string | null;
}

interface ChargeableRow {
  saved: PaymentMethodRow & { card_token: string; network_transaction_id: string | null };
  fingerprint: Buffer;
}

interface KeeperRow extends ProcessorKeeping {
  id: string;
}

interface VerdictRow {
  verdict: SaveVerdict['type'];
  saved: PaymentMethodRow | null;
}

/** Saved payment methods in PostgreSQL. Saving and revoking reach into the vault, within the same transaction. */
export function createPaymentMethodRepository({ prisma, pool }: Database): PaymentMethodRepository {
  const find: PaymentMethodRepository['find'] = async (id, { merchantId, mode }) => {
    const row = await prisma.paymentMethod.findFirst({ where: { id, merchantId, mode } });
    return row && toRecord(row);
  };
  return {
    find,
    findByRequest: async (sessionId, requestId) => {
      const row = await prisma.paymentMethod.findFirst({ where: { sessionId, requestId } });
      return row && toRecord(row);
    },
    findChargeable: async (id, { merchantId, mode }) => {
      const { rows } = await pool.query<ChargeableRow>({
        name: 'find_chargeable_method',
        text: `SELECT to_jsonb(m) AS saved, vault.card_fingerprint(m.card_token, m.merchant_id) AS fingerprint
          FROM payment_methods m WHERE m.id = $1 AND m.merchant_id = $2 AND m.mode = $3`,
        values: [id, merchantId, mode],
      });
      const [row] = rows;
      if (!row) return null;
      const { card_token: token, network_transaction_id: networkTransactionId } = row.saved;
      return { ...toPaymentMethod(row.saved), token, networkTransactionId, fingerprint: row.fingerprint };
    },
    save: async (intent) => {
      const { rows } = await unlessKeyGone(
        pool.query<VerdictRow>({
          name: 'save_payment_method',
          text: 'SELECT verdict, saved FROM save_payment_method($1::jsonb)',
          values: [JSON.stringify(saveItem(intent))],
        }),
      );
      return toVerdict(rows[0]);
    },
    keepersOf: async (ids) => {
      if (ids.length === 0) return new Map();
      const { rows } = await pool.query<KeeperRow>({
        name: 'keepers_of_methods',
        text: `SELECT m.id, k.processor, k.updated_at AS "keptAt" FROM payment_methods m
          JOIN card_keepings k ON k.card_token = m.card_token AND k.state = 'kept'
          WHERE m.id = ANY($1) ORDER BY k.updated_at, k.processor`,
        values: [ids],
      });
      return Map.groupBy(rows, ({ id }) => id);
    },
    list: async ({ merchantId, mode }, filter, page) => {
      const equals = { merchantId, mode, ...filter };
      const fields = Prisma.PaymentMethodScalarFieldEnum;
      const rows = await pageRows<PaymentMethod>(pool, 'payment_methods', fields, equals, page);
      return pageOf(rows.map(toRecord), page);
    },
    revoke: async (id, scope, { actor, requestId, now }) => {
      await pool.query({
        name: 'revoke_payment_method',
        text: 'SELECT revoke_payment_method($1, $2, $3, $4::jsonb, $5, $6)',
        values: [id, scope.merchantId, scope.mode, JSON.stringify(actor), requestId, now],
      });
      return find(id, scope);
    },
  };
}

function saveItem({ stored, ...intent }: PaymentMethodIntent) {
  return {
    id: intent.id,
    merchant_id: intent.merchantId,
    session_id: intent.sessionId,
    generation: intent.generation,
    revision: intent.revision,
    request_id: intent.requestId,
    challenge_id: intent.challengeId,
    challenge_expires_at: intent.challengeExpiresAt,
    method: stored.masked,
    card: sealedCardItem(stored),
    actor: intent.actor,
    now: intent.now,
  };
}

function toVerdict(row: VerdictRow | undefined): SaveVerdict {
  if (!row) throw new TypeError('save_payment_method answered nothing');
  const { verdict, saved } = row;
  if (verdict !== 'saved' && verdict !== 'repeated') return { type: verdict };
  if (!saved) throw new TypeError('the database answered a verdict without its payment method');
  return { type: verdict, paymentMethod: toPaymentMethod(saved) };
}

export function toPaymentMethod(row: PaymentMethodRow): PaymentMethodRecord {
  return {
    id: row.id,
    merchantId: row.merchant_id,
    mode: row.mode,
    customerId: row.customer_id,
    sessionId: row.session_id,
    method: row.method,
    status: row.revoked_at === null ? 'active' : 'revoked',
    createdAt: new Date(row.created_at),
    revokedAt: row.revoked_at === null ? null : new Date(row.revoked_at),
  };
}

function toRecord({ id, merchantId, mode, customerId, sessionId, method, createdAt, revokedAt }: PaymentMethod) {
  return {
    id,
    merchantId,
    mode: mode as PaymentMethodRecord['mode'],
    customerId,
    sessionId,
    method: method as PaymentMethodRecord['method'],
    status: revokedAt === null ? ('active' as const) : ('revoked' as const),
    createdAt,
    revokedAt,
  };
}
