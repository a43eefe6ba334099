import { closingOf, renderFieldDocument, renderRefusal } from '@fieldfare/fields';
import type { FrameConfig } from '@fieldfare/fields';
import { webEnv } from '../env.ts';
import { answerText } from './encoding/answer-text.ts';
import { readMerchantFields } from './merchant-fields.ts';
import { chooseRelease } from './releases/choose-release.ts';
import type { DocumentPart } from './releases/release.ts';
import { CURRENT, servedReleases } from './releases/served-releases.ts';
import { remember } from './remember.ts';

const MERCHANT_UID = /^mer_[0-9a-z]{26}$/;

// An origin that a merchant removes must stop within seconds here; browsers keep a document for up to a minute.
const merchantFields = remember(readMerchantFields, 10_000);

export interface WantedDocument {
  merchantUid: string;
  origin: string | null;
  part: DocumentPart;
  /** The release of the page's SDK; null for this build. */
  version: string | null;
}

/** Answers the field document of one merchant for the page at `origin`, or a refusal that says what to set. */
export async function answerFieldDocument(wanted: WantedDocument, accepted: string | null): Promise<Response> {
  const { merchantUid, origin, part, version } = wanted;
  const chosen = chooseRelease(servedReleases(), CURRENT, version);
  if ('refusal' in chosen) return refuse(404, chosen.refusal, chosen.message);
  const merchant = MERCHANT_UID.test(merchantUid) ? await merchantFields(merchantUid) : null;
  if (merchant === null) return refuse(404, 'merchant_unknown', MERCHANT_UNKNOWN);
  if (origin === null || !merchant.allowedOrigins.includes(origin)) {
    return refuse(403, 'origin_mismatch', ORIGIN_MISMATCH);
  }
  const { frames, catalogs } = chosen.release;
  const { fieldsOrigin, paymentsOrigin } = webEnv();
  const config: FrameConfig = {
    merchant_uid: merchantUid,
    origin,
    fields_origin: fieldsOrigin,
    payments_origin: paymentsOrigin,
    root_thumbprints: merchant.rootThumbprints,
    catalogs: { hash: catalogs.hash, languages: Object.keys(catalogs.byLanguage) },
    fonts: merchant.fonts,
    bin_digits: merchant.binDigits,
  };
  const { source, deflated } = frames[part];
  const { opening, headers } = renderFieldDocument(config, frames[part]);
  return answerText(accepted, { opening, closing: closingOf(source), deflated }, headers);
}

const MERCHANT_UNKNOWN =
  'The fields server does not know the merchant of this session. Do fieldsOrigin and the API key belong to one installation?';
const ORIGIN_MISMATCH =
  "This page may not show the merchant's fields. Add its origin (scheme, host and port, as in https://shop.example) " +
  "to the merchant's allowed origins.";

function refuse(status: number, code: string, message: string): Response {
  const { html, headers } = renderRefusal(code, message);
  return new Response(html, { status, headers });
}
