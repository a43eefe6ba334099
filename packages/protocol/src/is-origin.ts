import { findPan } from './find-pan.ts';

/**
 * Host names of labels, and addresses: what a content policy takes literally, where `*`, `;`, `,` or a quote would be its grammar. That a
 * colon stands before a port, and a bracket before an address, `URL` sees to.
 */
const LITERAL = /^https?:\/\/(\[|[a-z\d]+((-+|[.:])[a-z\d]+)*$)/;

/** Whether a text is an origin as a browser sends it (RFC 6454) and its host a name (RFC 1123) or an IP address. */
export function isOrigin(text: string): boolean {
  return LITERAL.test(text) && URL.canParse(text) && new URL(text).origin === text && findPan(text) === null;
}
