import type { KeyPurpose } from '../ports.ts';

export interface KeyPolicy {
  /** Age at which a new key is used, while an older one is there: by then everybody who must know it has seen it. */
  settlesAfterMs: number;
  /** Age at which a successor is made; null: only by hand. */
  rotateAfterMs: number | null;
  /** Age at which the private part is destroyed; null: only by hand. */
  livesMs: number | null;
  /** How long after its successor has settled somebody may still hold what was made with it. */
  neededAfterMs: number;
}

/** How often every server must call `refresh`. */
export const KEY_RING_REFRESH_MS = 60_000;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
// Every server has refreshed at least once.
const SERVERS_KNOW_MS = 2 * KEY_RING_REFRESH_MS;
// Every key document that a browser may still hold, and every field document with pinned roots, is newer than the key.
const BROWSERS_KNOW_MS = DAY_MS + SERVERS_KNOW_MS;

// A host token lives as long as its session, which is at most seven days.
const LONGEST_TOKEN_MS = 7 * DAY_MS;

const PAYLOAD: KeyPolicy = {
  settlesAfterMs: SERVERS_KNOW_MS,
  rotateAfterMs: 12 * HOUR_MS,
  livesMs: 24 * HOUR_MS,
  neededAfterMs: DAY_MS,
};

export const KEY_POLICIES: Record<KeyPurpose, KeyPolicy> = {
  // Its thumbprint stands in documents that browsers have loaded, so that it changes only on purpose.
  root: { settlesAfterMs: BROWSERS_KNOW_MS, rotateAfterMs: null, livesMs: null, neededAfterMs: DAY_MS },
  // Outlives its rotation by more than any token that it has signed.
  token: {
    settlesAfterMs: BROWSERS_KNOW_MS,
    rotateAfterMs: 90 * DAY_MS,
    livesMs: 120 * DAY_MS,
    neededAfterMs: LONGEST_TOKEN_MS,
  },
  payload_x25519: PAYLOAD,
  payload_p256: PAYLOAD,
};
