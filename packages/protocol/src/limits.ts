/** Version of the socket protocol, sent in the handshake as `protocol`. */
export const PROTOCOL_VERSION = 1;

/** Date of the REST API's shapes, answered in the `Fieldfare-Version` header. */
export const API_VERSION = '2026-11-01';

export const SOCKET_PATH = '/ws';
export const FIELDS_NAMESPACE = '/fields';
export const CONSOLE_NAMESPACE = '/console';

export const HEARTBEAT_INTERVAL_MS = 30_000;
export const HEARTBEAT_TIMEOUT_MS = 10_000;
export const AUTHENTICATION_TIMEOUT_MS = 5_000;
/** The highest sequence or version that anybody may name: more than there will be, and shorter than a card number. */
export const MAX_SEQUENCE = 999_999_999_999;
export const MAX_VERSION = 2_147_483_647;

/** PCI DSS 8.3.7: a password is none of somebody's last four. */
export const REMEMBERED_PASSWORDS = 4;

export const MAX_MESSAGE_BYTES = 100 * 1024;

/** Waits between reconnection attempts, in milliseconds; the last one repeats. Clients add up to 20 % jitter. */
export const RECONNECT_DELAYS_MS = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000] as const;

/** How long before the end of its token a connection is told. */
export const TOKEN_EXPIRING_MS = 60_000;

export const TOKEN_LIFETIME_SECONDS = {
  pt: 15 * 60,
  sibling: 60,
  challenge: 120,
  second_factor: 5 * 60,
  console: 5 * 60,
} as const;
