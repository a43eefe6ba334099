import type { InlineScript } from '@fieldfare/fields/assets';
import { FONTS_PATH } from '../field/load-fonts.ts';
import { WORDS_PATH } from '../words/load-catalog.ts';
import { CONFIG_ELEMENT_ID } from '../frame/frame-config.ts';
import type { FrameConfig } from '../frame/frame-config.ts';

export interface RenderedDocument {
  /** The merchant's part, after which every document of this script goes on and ends with `closingOf` it. */
  opening: string;
  headers: Readonly<Record<string, string>>;
}

export interface RenderedRefusal {
  html: string;
  headers: Readonly<Record<string, string>>;
}

/**
 * The field document of one merchant and one origin: its script inlined, everything else refused by its policy. The policy lists hashes and
 * no nonce, because the document is cached and a cached nonce would be none. Tags that HTML lets out are left out: every byte is of a cold
 * checkout's budget.
 */
export function renderFieldDocument(config: FrameConfig, script: Pick<InlineScript, 'hash'>): RenderedDocument {
  const opening = [
    '<!doctype html><html lang="en"><title>Payment field</title>',
    `<script type="application/json" id="${CONFIG_ELEMENT_ID}">${jsonForHtml(config)}</script><body><script>`,
  ].join('');
  return {
    opening,
    headers: {
      ...SHARED_HEADERS,
      'content-security-policy': policyOf(config, script), // Nobody on the way may change a script whose hash the policy lists.
      'cache-control': 'max-age=60',
    },
  };
}

const SHARED_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'cross-origin',
  // A page that isolates itself shows only frames that do the same; nothing here is of another origin.
  'cross-origin-embedder-policy': 'require-corp',
  // A page can lend a frame what it may do itself; a field takes none of it.
  'permissions-policy': 'camera=(),microphone=(),geolocation=(),payment=(),usb=(),display-capture=()',
};

function policyOf(
  { origin, fields_origin, payments_origin, fonts }: FrameConfig,
  { hash }: Pick<InlineScript, 'hash'>,
): string {
  return [
    `default-src 'none'`,
    `script-src '${hash}'`,
    `connect-src ${payments_origin.replace(/^http/, 'ws')} ${fields_origin}${WORDS_PATH}`,
    ...(fonts.length > 0 ? [`font-src ${fields_origin}${FONTS_PATH}`] : []),
    `frame-ancestors ${origin}`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join(';');
}

/** JSON that no HTML parser can mistake for markup. */
function jsonForHtml(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', String.raw`\u003c`);
}

/**
 * What a page gets that may not embed the fields: nothing of a frame, and words for the developer who opens the address. `message` also
 * goes into a header, and so is ASCII.
 */
export function renderRefusal(code: string, message: string): RenderedRefusal {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${code}</title></head><body><h1>${code}</h1><p>${escapeHtml(message)}</p></body></html>`;
  return {
    html,
    headers: {
      ...SHARED_HEADERS,
      'content-security-policy': `default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
      'cache-control': 'no-store',
      // So that the SDK can read why, and tell the page.
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'fieldfare-error, fieldfare-message',
      'fieldfare-error': code,
      'fieldfare-message': message,
    },
  };
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
