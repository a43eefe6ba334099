import type pg from 'pg';

export interface Sums {
  payments: number;
  authorizedMinor: number;
  capturedMinor: number;
  refundedMinor: number;
}

export interface BooksComparison {
  ours: Sums;
  bank: Sums;
  /** What the ledger says the processor owes us. */
  ledgerOwedMinor: number;
  /** Payments and authorizations that the two books see differently. */
  differences: Record<string, unknown>[];
  /** Attempts whose outcome nobody knows yet. */
  open: number;
}

// A full join: what only one side knows is a difference, too.
const PAIRS = `SELECT p.id AS payment, p.status, a.reference AS authorization,
    coalesce(p.authorized_minor, 0)::bigint AS authorized, coalesce(a.authorized, 0)::bigint AS bank_authorized,
    coalesce(p.captured_minor, 0)::bigint AS captured, coalesce(a.captured, 0)::bigint AS bank_captured,
    coalesce(p.refunded_minor, 0)::bigint AS refunded, coalesce(a.refunded, 0)::bigint AS bank_refunded,
    coalesce(p.status = 'canceled', false) AS canceled, coalesce(a.voided, false) AS bank_voided
  FROM (SELECT * FROM payments WHERE authorized_minor > 0) p FULL JOIN sandbox.authorizations a ON a.reference = p.processor_reference`;

/** Compares our books with the sandbox bank's, payment by payment and in sum. As the database's owner, who may read both. */
export async function compareBooks(owner: pg.Pool): Promise<BooksComparison> {
  const different =
    'authorized <> bank_authorized OR captured <> bank_captured OR refunded <> bank_refunded OR canceled <> bank_voided';
  const [differences, sums, open, ledger] = await Promise.all([
    owner.query(`SELECT * FROM (${PAIRS}) pairs WHERE ${different} LIMIT 100`),
    owner.query(`SELECT count(payment)::int AS payments, count("authorization")::int AS bank_payments,
        coalesce(sum(authorized), 0)::bigint AS authorized, coalesce(sum(bank_authorized), 0)::bigint AS bank_authorized,
        coalesce(sum(captured), 0)::bigint AS captured, coalesce(sum(bank_captured), 0)::bigint AS bank_captured,
        coalesce(sum(refunded), 0)::bigint AS refunded, coalesce(sum(bank_refunded), 0)::bigint AS bank_refunded FROM (${PAIRS}) pairs`),
    owner.query("SELECT count(*)::int AS open FROM attempts WHERE state IN ('in_flight', 'unknown')"),
    owner.query(
      "SELECT coalesce(-sum(amount_minor), 0)::bigint AS owed FROM ledger_postings WHERE account = 'processor'",
    ),
  ]);
  const [sum] = sums.rows;
  return {
    ours: sumsOf(sum, ''),
    bank: sumsOf(sum, 'bank_'),
    ledgerOwedMinor: Number(ledger.rows[0].owed),
    differences: differences.rows,
    open: open.rows[0].open,
  };
}

function sumsOf(row: Record<string, unknown>, prefix: string): Sums {
  return {
    payments: Number(row[`${prefix}payments`]),
    authorizedMinor: Number(row[`${prefix}authorized`]),
    capturedMinor: Number(row[`${prefix}captured`]),
    refundedMinor: Number(row[`${prefix}refunded`]),
  };
}
