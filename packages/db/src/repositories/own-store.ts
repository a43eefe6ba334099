import type { Page, PageRequest, PaymentMethodRecord, PaymentRecord } from '@fieldfare/payments';
import type pg from 'pg';
import { pageOf } from './keyset.ts';
import { toPaymentMethod } from './payment-method-repository.ts';
import type { PaymentMethodRow } from './payment-method-repository.ts';
import { toPayment } from './payment-row.ts';
import type { PaymentRow } from './payment-row.ts';

/** What belongs to a shopper: what was paid and saved for the customers that their account shows. Everything else is null, or not listed. */
export interface OwnStore {
  payments(userId: string, page: PageRequest): Promise<Page<PaymentRecord>>;
  payment(userId: string, id: string): Promise<PaymentRecord | null>;
  methods(userId: string, page: PageRequest): Promise<Page<PaymentMethodRecord>>;
  method(userId: string, id: string): Promise<PaymentMethodRecord | null>;
}

/** The account's merchant and mode are asked for again, so that no link can ever reach further than its account. */
const THEIRS = `FROM users u JOIN customer_accounts a ON a.user_id = u.id`;
const of = (table: 'payments' | 'payment_methods') =>
  `SELECT to_jsonb(t) AS row ${THEIRS} JOIN ${table} t ON t.customer_id = a.customer_id AND t.merchant_id = u.merchant_id AND t.mode = u.mode WHERE u.id = $1`;

export function createOwnStore(pool: pg.Pool): OwnStore {
  const find = async <T>(table: 'payments' | 'payment_methods', userId: string, id: string): Promise<T | null> => {
    const { rows } = await pool.query<{ row: T }>({
      name: `own_${table}_one`,
      text: `${of(table)} AND t.id = $2`,
      values: [userId, id],
    });
    return rows[0]?.row ?? null;
  };
  const list = async <T>(table: 'payments' | 'payment_methods', userId: string, page: PageRequest): Promise<T[]> => {
    const isBackwards = page.endingBefore !== undefined;
    const { rows } = await pool.query<{ row: T }>(
      `${of(table)} AND ($2::text IS NULL OR t.id ${isBackwards ? '~>~' : '~<~'} $2) ORDER BY t.id USING ${isBackwards ? '~<~' : '~>~'} LIMIT $3`,
      [userId, page.endingBefore ?? page.startingAfter ?? null, page.limit + 1],
    );
    return rows.map(({ row }) => row);
  };
  return {
    payments: async (userId, page) => pageOf((await list<PaymentRow>('payments', userId, page)).map(toPayment), page),
    payment: async (userId, id) => {
      const row = await find<PaymentRow>('payments', userId, id);
      return row && toPayment(row);
    },
    methods: async (userId, page) =>
      pageOf((await list<PaymentMethodRow>('payment_methods', userId, page)).map(toPaymentMethod), page),
    method: async (userId, id) => {
      const row = await find<PaymentMethodRow>('payment_methods', userId, id);
      return row && toPaymentMethod(row);
    },
  };
}
