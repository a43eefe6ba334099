import { createHash } from 'node:crypto';
import { CreateFont, DeletedFont, FieldfareError, Font, FontList, MAX_FONT_BYTES } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { idempotent } from '../idempotent.ts';
import { notFound } from '../not-found.ts';
import { IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { whyNoWoff2 } from './read-woff2.ts';

const MAX_FONTS = 16;
/** The file in base64, and what stands around it. */
const MAX_BODY_BYTES = Math.ceil(MAX_FONT_BYTES / 3) * 4 + 1_024;

/** `/v1/fonts`: whole font files that the merchant's fields may be shown in, by `appearance.fontFamily`. Both modes share them. */
export function routeFonts(app: RestApp, deps: Deps): void {
  app.get(
    '/fonts',
    { config: { words: { summary: 'List the fonts of the fields', answer: FontList } } },
    async (request) => {
      const { merchantId } = authorized(request, 'profile:read');
      return { object: 'list', data: await deps.fonts.list(merchantId), has_more: false };
    },
  );

  app.post(
    '/fonts',
    {
      bodyLimit: MAX_BODY_BYTES,
      schema: { body: CreateFont },
      config: {
        words: { summary: 'Upload a font for the fields', answer: Font, status: 201, access: 'person', takesKey: true },
      },
    },
    async (request, reply) => {
      const caller = authorized(request, 'profile:write');
      const { data, ...face } = request.body;
      const file = Buffer.from(data, 'base64');
      const why = whyNoWoff2(file);
      if (why !== null) throw refused(why);
      return idempotent<Font>(deps, caller, request, reply, {
        statusCode: 201,
        run: async (_requestId, claim) => {
          const at = deps.clock.now();
          const hash = createHash('sha256').update(file).digest('base64url').slice(0, 22);
          const font = { ...face, id: claim.idOf('font'), hash, file: new Uint8Array(file) };
          const { merchantId, actor } = caller;
          const verdict = await deps.fonts.add(font, MAX_FONTS, { merchantId, actor, requestId: claim.id, at });
          if (verdict.type === 'done') return verdict.font;
          throw conflict(verdict.type);
        },
        found: async (claim) => {
          const fonts = await deps.fonts.list(caller.merchantId);
          return fonts.find(({ id }) => id === claim.idOf('font')) ?? null;
        },
      });
    },
  );

  app.delete(
    '/fonts/:id',
    {
      schema: { params: IdParams },
      config: { words: { summary: 'Delete a font of the fields', answer: DeletedFont, access: 'person' } },
    },
    async (request): Promise<DeletedFont> => {
      const { merchantId, actor } = authorized(request, 'profile:write');
      const { id } = request.params;
      const change = { merchantId, actor, requestId: request.id, at: deps.clock.now() };
      if (!(await deps.fonts.remove(id, change))) throw notFound('font');
      return { id, object: 'font', deleted: true };
    },
  );
}

function refused(why: string): FieldfareError {
  return new FieldfareError('validation_error', {
    detail: 'font_invalid',
    param: 'data',
    message: `The file ${why}. Upload one whole face as WOFF2, at most ${MAX_FONT_BYTES / 1_024} KB.`,
  });
}

function conflict(type: 'exists' | 'too_many'): FieldfareError {
  return type === 'exists'
    ? new FieldfareError('conflict', {
        detail: 'font_exists',
        message: 'There is a font of this family, weight and style. Delete it first.',
      })
    : new FieldfareError('conflict', {
        detail: 'too_many_fonts',
        message: `A merchant has at most ${MAX_FONTS} fonts. Delete one first.`,
      });
}
