import 'server-only';
import { renderFieldDocument, renderRefusal } from '@fieldfare/fields';
import type { DocumentPart, FrameConfig } from '@fieldfare/fields';
import { catalogs } from '@fieldfare/fields/assets';
import { webEnv } from '../env.ts';
import { readMerchantFields } from './merchant-fields.ts';
import { remember } from './remember.ts';

const MERCHANT_UID = /^mer_[0-9a-z]{26}$/;

// An origin that a merchant removes must stop within seconds here; browsers keep a document for up to a minute.
const merchantFields = remember(readMerchantFields, 10_000);

const CATALOG_HASHES = Object.fromEntries(Object.entries(catalogs).map(([language, { hash }]) => [language, hash]));

/** Answers the field document of one merchant for the page at `origin`, or a refusal that says what to set. */
export async function answerFieldDocument(
  merchantUid: string,
  origin: string | null,
  part: DocumentPart,
): Promise<Response> {
  const merchant = MERCHANT_UID.test(merchantUid) ? await merchantFields(merchantUid) : null;
  if (merchant === null) return refuse(404, 'merchant_unknown', MERCHANT_UNKNOWN);
  if (origin === null || !merchant.allowedOrigins.includes(origin)) {
    return refuse(403, 'origin_mismatch', ORIGIN_MISMATCH);
  }
  const { fieldsOrigin, paymentsOrigin } = webEnv();
  const config: FrameConfig = {
    merchant_uid: merchantUid,
    origin,
    fields_origin: fieldsOrigin,
    payments_origin: paymentsOrigin,
    root_thumbprints: merchant.rootThumbprints,
    catalogs: CATALOG_HASHES,
    fonts: merchant.fonts,
    bin_digits: merchant.binDigits,
  };
  const { html, headers } = renderFieldDocument(config, part);
  return new Response(html, { headers });
}

const MERCHANT_UNKNOWN =
  'There is no merchant of this id. The address of a field document is /fields/v1/{merchant_uid}?origin={origin}.';
const ORIGIN_MISMATCH =
  'The page that embeds these fields is not among the merchant’s allowed origins. ' +
  'Add its origin (scheme, host and port, as in https://shop.example) to allowed_origins of the payment profile.';

function refuse(status: number, code: string, message: string): Response {
  const { html, headers } = renderRefusal(status, code, message);
  return new Response(html, { status, headers });
}
