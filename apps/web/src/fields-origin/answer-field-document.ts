import 'server-only';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { renderFieldDocument, renderRefusal } from '@fieldfare/fields';
import type { FrameConfig, RenderedDocument } from '@fieldfare/fields';
import { webEnv } from '../env.ts';
import { readMerchantFields } from './merchant-fields.ts';
import { remember } from './remember.ts';

const MERCHANT_UID = /^mer_[0-9a-z]{26}$/;

// An origin that a merchant removes must stop within seconds here; browsers keep a document for up to a minute.
const merchantFields = remember(readMerchantFields, 10_000);
const compressed = remember(
  async (config) => compress(renderFieldDocument(JSON.parse(config) as FrameConfig)),
  10 * 60_000,
);

interface CompressedDocument extends RenderedDocument {
  gzipped: Buffer<ArrayBuffer>;
}

/** Answers the field document of one merchant for the page at `origin`, or a refusal that says what to set. */
export async function answerFieldDocument(
  merchantUid: string,
  origin: string | null,
  acceptsGzip: boolean,
): Promise<Response> {
  const merchant = MERCHANT_UID.test(merchantUid) ? await merchantFields(merchantUid) : null;
  if (merchant === null) {
    return refuse(
      404,
      'merchant_unknown',
      'There is no merchant of this id. The address of a field document is /fields/v1/{merchant_uid}?origin={origin}.',
    );
  }
  if (origin === null || !merchant.allowedOrigins.includes(origin)) {
    return refuse(
      403,
      'origin_mismatch',
      'The page that embeds these fields is not among the merchant\u2019s allowed origins. Add its origin (scheme, host and port) to the payment profile\u2019s allowed_origins.',
    );
  }
  const { fieldsOrigin, paymentsOrigin } = webEnv();
  const config: FrameConfig = {
    merchant_uid: merchantUid,
    origin,
    fields_origin: fieldsOrigin,
    payments_origin: paymentsOrigin,
    root_thumbprints: merchant.rootThumbprints,
  };
  const { html, gzipped, headers } = await compressed(JSON.stringify(config));
  return acceptsGzip
    ? new Response(gzipped, { headers: { ...headers, 'content-encoding': 'gzip' } })
    : new Response(html, { headers });
}

async function compress(document: RenderedDocument): Promise<CompressedDocument> {
  const gzipped = await promisify(gzip)(document.html, { level: 9 });
  return { ...document, gzipped: Buffer.from(gzipped) };
}

function refuse(status: number, code: string, message: string): Response {
  const { html, headers } = renderRefusal(status, code, message);
  return new Response(html, { status, headers });
}
