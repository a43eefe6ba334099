import type { Actor } from '@fieldfare/payments';
import type { Font } from '@fieldfare/protocol';
import type { Database } from '../connect.ts';

export interface NewFont extends Pick<Font, 'id' | 'family' | 'weight' | 'style'> {
  /** Of the file. */
  hash: string;
  file: Uint8Array<ArrayBuffer>;
}

export interface FontChange {
  merchantId: string;
  actor: Actor;
  requestId: string;
  at: Date;
}

export type FontVerdict = { type: 'done'; font: Font } | { type: 'exists' | 'too_many' };

/** The font files of a merchant's fields. Every change commits with its audit row, which says the face and never holds the file. */
export interface FontStore {
  list(merchantId: string): Promise<Font[]>;
  /** Adds a face that there is not yet, unless the merchant has `limit` of them. */
  add(font: NewFont, limit: number, change: FontChange): Promise<FontVerdict>;
  /** Whether there was one of this id. */
  remove(id: string, change: FontChange): Promise<boolean>;
}

interface FontRow extends Omit<NewFont, 'file' | 'style'> {
  style: string;
  createdAt: Date;
  bytes: number;
}

export function createFontStore({ prisma }: Database): FontStore {
  return {
    list: async (merchantId) => {
      const rows = await prisma.$queryRaw<FontRow[]>`
        SELECT id, family, weight, style, hash, octet_length(file) AS bytes, created_at AS "createdAt"
        FROM fonts WHERE merchant_id = ${merchantId} ORDER BY family, weight, style`;
      return rows.map(toFont);
    },

    add: (font, limit, change) =>
      prisma.$transaction(async (tx): Promise<FontVerdict> => {
        const { merchantId, at } = change;
        // One change of a merchant's fonts at a time, so that two cannot pass the limit together.
        await tx.$queryRaw`SELECT 1 FROM merchants WHERE id = ${merchantId} FOR NO KEY UPDATE`;
        const { id, family, weight, style, hash, file } = font;
        const others = await tx.font.findMany({
          where: { merchantId },
          select: { family: true, weight: true, style: true },
        });
        if (others.some((other) => other.family === family && other.weight === weight && other.style === style)) {
          return { type: 'exists' };
        }
        if (others.length >= limit) return { type: 'too_many' };
        await tx.font.create({ data: { id, merchantId, family, weight, style, hash, file, createdAt: at } });
        await tx.auditEntry.create({ data: auditRow('font.add', id, { family, weight, style, hash }, change) });
        return { type: 'done', font: toFont({ ...font, bytes: file.byteLength, createdAt: at }) };
      }),

    remove: (id, change) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.font.deleteMany({ where: { id, merchantId: change.merchantId } });
        if (count > 0) await tx.auditEntry.create({ data: auditRow('font.remove', id, {}, change) });
        return count > 0;
      }),
  };
}

function toFont({ id, family, weight, style, bytes, createdAt }: FontRow): Font {
  return {
    id,
    object: 'font',
    family,
    weight,
    style: style as Font['style'],
    bytes,
    created_at: createdAt.toISOString(),
  };
}

const auditRow = (action: string, subject: string, body: object, { merchantId, actor, requestId, at }: FontChange) => ({
  merchantId,
  actor: { ...actor },
  action,
  subject,
  requestId,
  body,
  createdAt: at,
});
