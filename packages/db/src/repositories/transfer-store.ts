import { FieldfareError } from '@fieldfare/protocol';
import type { CardToImport, ImportOutcome, SavedMethod, Transfer, TransferStore } from '@fieldfare/vault/transfers';
import pg from 'pg';
import { sealedCardItem } from './sealed-card-item.ts';
import { unlessKeyGone } from './unless-key-gone.ts';

interface TransferRow {
  id: string;
  direction: Transfer['direction'];
  merchant_id: string;
  state: Transfer['state'];
  own_public: Transfer['ownPublic'];
  own_wrapped: Buffer | null;
  peer_public: Transfer['peerPublic'];
  peer_thumbprint: string | null;
  max_rows: number;
  rows: number;
  requested_by: string;
  requested_at: Date;
  approved_by: string | null;
  not_before: Date | null;
  expires_at: Date | null;
  ended_at: Date | null;
}

interface ExportedRow {
  token: string;
  merchant_id: string;
  data_key_id: string;
  wrapped_key: Buffer;
  ciphertext: Buffer;
  created_at: Date;
  saved: SavedMethod | null;
}

/** The cards of a running export with what their holders saved them as. */
const EXPORT_CARDS = `
  SELECT e.*, CASE WHEN m.id IS NOT NULL THEN jsonb_build_object('id', m.id, 'mode', m.mode, 'brand', m.method->'brand', 'network_transaction_id', m.network_transaction_id,
    'customer', CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('id', c.id, 'name', c.name, 'email', c.email, 'reference', c.reference, 'metadata', c.metadata) END) END AS saved
  FROM vault.export_cards($1, $2, $3) e
  LEFT JOIN payment_methods m ON m.card_token = e.token AND m.revoked_at IS NULL
  LEFT JOIN customers c ON c.id = m.customer_id
  ORDER BY e.token`;

const ROWS_LIMITED = 'transfers_rows_limited';
/** What `vault.import_cards` raises where the import was canceled or its time ran out meanwhile. */
const NOT_RUNNING = 'no import of this id is running';

/** Transfers of cards, by the vault's functions, which hold their rules. */
export function createTransferStore(pool: pg.Pool): TransferStore {
  const verdict = async <T extends string | boolean>(call: string, values: unknown[]): Promise<T> => {
    const { rows } = await pool.query<{ verdict: T }>(`SELECT vault.${call} AS verdict`, values);
    if (!rows[0]) throw new TypeError('a function of the vault answered nothing');
    return rows[0].verdict;
  };
  const read = async (call: string, values: unknown[]): Promise<Transfer[]> => {
    const { rows } = await pool.query<TransferRow>(`SELECT * FROM vault.${call}`, values);
    return rows.map(toTransfer);
  };
  return {
    request: (transfer) =>
      verdict('request_transfer($1, $2, $3, $4::jsonb, $5, $6::jsonb, $7, $8, $9)', [
        transfer.id,
        transfer.direction,
        transfer.merchantId,
        JSON.stringify(transfer.ownPublic),
        transfer.ownWrapped,
        transfer.peerPublic && JSON.stringify(transfer.peerPublic),
        transfer.peerThumbprint,
        transfer.maxRows,
        transfer.requestedBy,
      ]),
    approve: (id, thumbprint, userId) => verdict('approve_transfer($1, $2, $3)', [id, thumbprint, userId]),
    cancel: (id, userId) => verdict('cancel_transfer($1, $2)', [id, userId]),
    start: (id) => verdict('start_transfer($1)', [id]),
    exportCards: async (id, afterToken, limit) => {
      const { rows } = await pool.query<ExportedRow>(EXPORT_CARDS, [id, afterToken, limit]);
      return rows.map((row) => ({
        token: row.token,
        merchantId: row.merchant_id,
        dataKeyId: row.data_key_id,
        wrappedKey: row.wrapped_key,
        ciphertext: row.ciphertext,
        createdAt: row.created_at,
        saved: row.saved,
      }));
    },
    importCards: async (id, cards) => {
      const stored = await unlessKeyGone(
        pool.query<{ token: string; outcome: ImportOutcome }>(
          'SELECT token, outcome FROM import_cards($1, $2::jsonb)',
          [id, JSON.stringify(cards.map(importItem))],
        ),
      ).catch((error: unknown) => {
        if (isEnded(error)) return null;
        throw isRowLimit(error) ? rowLimitReached() : error;
      });
      return stored && new Map(stored.rows.map(({ token, outcome }) => [token, outcome]));
    },
    finish: (id, cards) => verdict('finish_transfer($1, $2)', [id, cards]),
    find: async (id) => (await read('find_transfer($1)', [id]))[0] ?? null,
    list: (direction, limit) => read('list_transfers($1, $2)', [direction, limit]),
    listKeys: async () =>
      (await read('transfers_with_keys()', [])).flatMap(({ id, direction, ownWrapped }) =>
        ownWrapped ? [{ id, direction, wrapped: ownWrapped }] : [],
      ),
    replaceWrapped: (id, from, to, actor) =>
      verdict('rewrap_transfer($1, $2, $3, $4::jsonb)', [id, from, to, JSON.stringify(actor)]),
  };
}

function importItem(card: CardToImport) {
  return {
    ...sealedCardItem(card),
    created_at: card.createdAt,
    masked: card.masked,
    saved: card.saved,
  };
}

function isRowLimit(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.constraint === ROWS_LIMITED;
}

function isEnded(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.message === NOT_RUNNING;
}

function rowLimitReached(): FieldfareError {
  return new FieldfareError('conflict', {
    detail: 'too_many_rows',
    message: 'More cards would be imported than were asked for. Ask for another import with a higher row limit.',
    audience: 'operator',
  });
}

function toTransfer(row: TransferRow): Transfer {
  return {
    id: row.id,
    direction: row.direction,
    merchantId: row.merchant_id,
    state: row.state,
    ownPublic: row.own_public,
    ownWrapped: row.own_wrapped,
    peerPublic: row.peer_public,
    peerThumbprint: row.peer_thumbprint,
    maxRows: row.max_rows,
    rows: row.rows,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    approvedBy: row.approved_by,
    notBefore: row.not_before,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
  };
}
