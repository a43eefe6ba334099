/** What a browser may load of the protocol besides the compiled validators: nothing here imports zod. */
export { coBadgeOf } from './co-badge.ts';
export { passesLuhn } from './find-pan.ts';
export { CONSOLE_NAMESPACE, FIELDS_NAMESPACE, PROTOCOL_VERSION, RECONNECT_DELAYS_MS, SOCKET_PATH } from './limits.ts';
export { DOCUMENT_TYPES, TOKEN_KINDS } from './token-kinds.ts';
