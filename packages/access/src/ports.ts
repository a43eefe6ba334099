import type { KeyObject } from 'node:crypto';
import type { MerchantRole, Mode, Permission, UserRole } from '@fieldfare/protocol';

/** Where time comes from. */
export interface Clock {
  now(): Date;
}

/** Signs tokens; the vault's key ring is one. */
export interface TokenSigner {
  /** A compact ES256 JWS over the claims, its header naming the key and `typ`. */
  signToken(typ: string, claims: Readonly<Record<string, unknown>>): Promise<string>;
}

/** Knows the public keys of tokens; the vault's key ring is one. */
export interface TokenKeys {
  tokenKey(kid: string): KeyObject | undefined;
}

export type ApiKeyType = 'secret' | 'publishable';
export type MerchantStatus = 'active' | 'disabled';

export interface StoredApiKey {
  id: string;
  merchantId: string;
  mode: Mode;
  type: ApiKeyType;
  name: string;
  /** What the key is found by and shown as: `sk_test_` and 12 characters. Unique. */
  prefix: string;
  /** bcrypt of the whole secret. */
  hash: string;
  expiresAt: Date | null;
}

/** What of a key may change while it is in use. */
export interface ApiKeyStatus {
  revokedAt: Date | null;
  expiresAt: Date | null;
  merchantStatus: MerchantStatus;
  /** What it may do; null is all that its type may. */
  scopes: readonly Permission[] | null;
  /** Addresses and subnets that it may be used from; empty is anywhere. */
  ipAllowList: readonly string[];
}

export interface ApiKeyStore {
  findByPrefix(prefix: string): Promise<StoredApiKey | null>;
  /** The present status of the given keys in one query. An id that is left out does not exist. */
  statuses(ids: string[]): Promise<Map<string, ApiKeyStatus>>;
  /** Notes the last use; called at most once a minute per key and process. */
  touch(id: string, at: Date): Promise<void>;
}

export interface Membership {
  merchantId: string;
  merchantName: string;
  role: MerchantRole;
  /** Whether whoever works for the merchant needs a second factor. */
  requiresSecondFactor: boolean;
}

export interface ConsoleUser {
  id: string;
  email: string;
  name: string;
  /** bcrypt. */
  passwordHash: string;
  /** Of a password that somebody else set: until when it serves to choose one's own. Null: chosen by its owner. */
  oneTimeUntil: Date | null;
  role: UserRole;
  /** Since when signing in asks for a code besides the password; null: it does not. */
  secondFactorAt: Date | null;
  disabledAt: Date | null;
  memberships: Membership[];
  /** Of a shopper's account: where it exists. Null for everybody else. */
  shopper: (ShopperScope & { merchantName: string }) | null;
}

/** The one merchant and mode at which a shopper's account exists. */
export interface ShopperScope {
  merchantId: string;
  mode: Mode;
}

export interface StoredConsoleSession {
  id: string;
  userId: string;
  /** SHA-256 of the refresh token, 32 bytes. Unique. */
  refreshHash: Buffer;
  /** Whether the next refresh gives another refresh token: the password was changed since this one was given. */
  rotatesRefresh: boolean;
  createdAt: Date;
  expiresAt: Date;
  /** The sign-in, or the last refresh. */
  lastUsedAt: Date;
  revokedAt: Date | null;
  ip: string;
}

export type NewConsoleSession = Omit<StoredConsoleSession, 'revokedAt' | 'rotatesRefresh'>;

/** What somebody who signs in has shown: it must still be what is stored. */
export type ProvenIdentity = Pick<ConsoleUser, 'passwordHash' | 'secondFactorAt'>;

/** Somebody's next password, set by themselves. */
export interface PasswordChange {
  userId: string;
  /** What must still be stored. */
  fromHash: string;
  toHash: string;
  /** The session that goes on; null ends all. */
  keptSessionId: string | null;
  at: Date;
  requestId: string;
}

export interface ConsoleSessionStatus {
  revokedAt: Date | null;
  expiresAt: Date;
  userDisabledAt: Date | null;
  /** Grows with every change to the user's role or memberships. */
  membershipsVersion: number;
  role: UserRole;
  merchants: { id: string; role: MerchantRole }[];
  shopper: ShopperScope | null;
  /** A merchant that they work for asks for a second factor, and they have none: they may set one up, and do nothing else. */
  mustSetUpSecondFactor: boolean;
}

export interface ConsoleUserStore {
  /** `email` arrives trimmed and in lower case. Shoppers are found at their merchant alone, and nobody else there. */
  findUserByEmail(email: string, shopper: ShopperScope | null): Promise<ConsoleUser | null>;
  findUserById(id: string): Promise<ConsoleUser | null>;
  /** False where the user has another password or another second factor by now, or was disabled: nobody comes in by what was taken back meanwhile. */
  insertConsoleSession(session: NewConsoleSession, proven: ProvenIdentity): Promise<boolean>;
  /** Notes that the session is in use. */
  touchConsoleSession(id: string, at: Date): Promise<void>;
  /** Finds a session also by the refresh token that it had before its present one. */
  findConsoleSessionByRefreshHash(hash: Buffer): Promise<StoredConsoleSession | null>;
  /** Puts another refresh token in the place of one; false where somebody else was faster. */
  rotateRefresh(id: string, from: Buffer, to: Buffer): Promise<boolean>;
  /** Sets `revokedAt` where it is null. Idempotent. */
  revokeConsoleSession(id: string, at: Date): Promise<void>;
  /** One query. An id that is left out does not exist. */
  consoleSessionStatuses(ids: string[]): Promise<Map<string, ConsoleSessionStatus>>;
  /** Hashes of what the password was, newest first. */
  formerPasswordHashes(userId: string, limit: number): Promise<string[]>;
  /**
   * Stores the next password, keeps the former one's hash, ends the other sessions, has the kept one get another refresh token with its next
   * refresh, and writes the audit rows, in one commit. Answers the ids of
   * the sessions that it ended; null where the password is another one by now.
   */
  replacePassword(change: PasswordChange): Promise<string[] | null>;
}

/** `remaining` and `resetMs`, where the limiter tells them: what is left of the share, and when it is whole again. */
export type AttemptDecision =
  | { isAllowed: true; remaining?: number; resetMs?: number }
  | { isAllowed: false; retryAfterMs: number };

/** Counts attempts that may fail. An attempt is counted before it is made, so that many at once cannot slip through together. */
export interface AttemptLimiter {
  take(key: string): Promise<AttemptDecision>;
  /** Gives one attempt back, because it succeeded. */
  giveBack(key: string): Promise<void>;
  /** The attempt failed. Where it was the last of the share and the limiter locks, the key is refused from now on for as long as that says. */
  fail(key: string): Promise<void>;
}

/** What has been counted of a key in its present window. */
export interface Tallied {
  points: number;
  /** When the window ends and counting begins anew. */
  resetMs: number;
}

/** A count that several servers keep together, and that each of them reads by adding to it. */
export interface SharedTally {
  /** Adds to the key's present window, or begins one; answers what all servers have added to it, this addition included. */
  add(key: string, points: number): Promise<Tallied>;
}
