import type { FrameKind } from '@fieldfare/protocol';

/** What the server wrote into the document: whose fields these are, and whom they may talk to and believe. */
export interface FrameConfig {
  merchant_uid: string;
  /** The one origin that may embed this document. */
  origin: string;
  fields_origin: string;
  payments_origin: string;
  root_thumbprints: readonly string[];
  /** The languages besides English, and the hash in the addresses of their catalogs. */
  catalogs: { readonly hash: string; readonly languages: readonly string[] };
  /** The merchant's own fonts; `file` is the last part of each one's address. */
  fonts: readonly { family: string; weight: number; style: 'normal' | 'italic'; file: string }[];
  /** How many of a card number's first digits the merchant's profile lets a page learn: 0, 6 or 8. */
  bin_digits: number;
}

export const CONFIG_ELEMENT_ID = 'fieldfare';

export function readFrameConfig(): FrameConfig {
  return JSON.parse(document.querySelector(`#${CONFIG_ELEMENT_ID}`)?.textContent ?? '') as FrameConfig;
}

/**
 * Kind and id are the frame's name, `card-number.{id}`, and no part of its address: what a browser compiled for one frame of a page it then
 * has for all of them, which it tells by the address.
 */
export function readName(name: string): { kind: FrameKind; frame: string } {
  const [kind, frame = ''] = name.split('.');
  return { kind: kind as FrameKind, frame };
}

/**
 * Whether this frame stands where its document was made for: inside a page, on the fields origin itself (a sandboxed frame has none), and,
 * where the browser tells, below no other origin than the allowed one.
 */
export function isAtHome(config: FrameConfig, scope: Window = window): boolean {
  const ancestors = Array.from(scope.location.ancestorOrigins ?? []);
  return (
    scope.parent !== scope &&
    scope.origin === config.fields_origin &&
    ancestors.every((origin) => origin === config.origin)
  );
}
