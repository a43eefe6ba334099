const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Bytes as base64url without padding (RFC 7515, 2). */
export function toBase64url(bytes: ArrayBuffer | Uint8Array): string {
  let binary = '';
  for (const byte of new Uint8Array(bytes)) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Throws a DOMException where `text` is not base64url. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

export function toUtf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/** A JSON value as the part of a compact JWS or JWE. */
export function encodePart(value: unknown): string {
  return toBase64url(toUtf8(JSON.stringify(value)));
}

/** The JSON value of a part; throws where it is none. */
export function decodePart(part: string): unknown {
  return JSON.parse(decoder.decode(fromBase64url(part)));
}
