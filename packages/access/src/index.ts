export { apiKeyError } from './api-keys/api-key-error.ts';
export type { ApiKeyFailure } from './api-keys/api-key-error.ts';
export { createApiKeyVerifier } from './api-keys/create-api-key-verifier.ts';
export type { ApiKeyVerifier, ApiKeyVerifierDeps, VerifiedApiKey } from './api-keys/create-api-key-verifier.ts';
export { generateApiKey } from './api-keys/generate-api-key.ts';
export type { GeneratedApiKey } from './api-keys/generate-api-key.ts';
export { parseApiKey } from './api-keys/parse-api-key.ts';
export type { ParsedApiKey } from './api-keys/parse-api-key.ts';
export { refuseKeyInBrowser } from './api-keys/refuse-key-in-browser.ts';
export { clientNetwork } from './attempts/client-network.ts';
export { createMemoryLimiter } from './attempts/create-memory-limiter.ts';
export type { MemoryLimiterOptions } from './attempts/create-memory-limiter.ts';
export { createRedisLimiter } from './attempts/create-redis-limiter.ts';
export type { RedisLimiterOptions } from './attempts/create-redis-limiter.ts';
export { createRedisTally } from './attempts/create-redis-tally.ts';
export type { RedisCounting } from './attempts/redis-counting.ts';
export type { Credentials } from './console/check-credentials.ts';
export { ACCOUNT_LOCK } from './console/sign-in-attempts.ts';
export { createConsoleAuth } from './console/create-console-auth.ts';
export type {
  ChangedPassword,
  ConsoleAuth,
  ConsoleAuthDeps,
  ConsoleSessionState,
  ConsoleSignInResult,
  ConsoleToken,
  PendingSignIn,
} from './console/create-console-auth.ts';
export { presentSignedInUser } from './console/present-signed-in-user.ts';
export { createPasswordHasher } from './passwords/create-password-hasher.ts';
export type { PasswordHasher, PasswordHasherOptions } from './passwords/create-password-hasher.ts';
export { newOneTimePassword, ONE_TIME_PASSWORD_MS } from './passwords/one-time-password.ts';
export { assertPasswordRule, meetsPasswordRule, PASSWORD_RULE } from './passwords/password-rule.ts';
export type {
  ApiKeyStatus,
  ApiKeyStore,
  ApiKeyType,
  AttemptDecision,
  AttemptLimiter,
  Clock,
  ConsoleSessionStatus,
  ConsoleUser,
  ConsoleUserStore,
  Membership,
  PasswordChange,
  ProvenIdentity,
  MerchantStatus,
  SharedTally,
  ShopperScope,
  StoredApiKey,
  StoredConsoleSession,
  Tallied,
  TokenKeys,
  TokenSigner,
} from './ports.ts';
export { can } from './principals/can.ts';
export type { ApiKeyPrincipal, Principal, UserPrincipal } from './principals/principal.ts';
export { requirePermission } from './principals/require-permission.ts';
export { checkCode } from './second-factor/check-code.ts';
export type { CodeCheckDeps, ProvenBy } from './second-factor/check-code.ts';
export type { GivenRecoveryCodes, SecondFactorProof } from './second-factor/create-second-factors.ts';
export { mustSetUpSecondFactor } from './second-factor/must-set-up.ts';
export { codeWrong, setUpRequired } from './second-factor/second-factor-error.ts';
export type {
  NewSecondFactor,
  SecondFactorNote,
  SecondFactorSecrets,
  SecondFactorStore,
  SignInChallenge,
  WrongCode,
} from './second-factor/ports.ts';
export { createTokenIssuer } from './tokens/create-token-issuer.ts';
export type { IssuedToken, TokenIssuer, TokenIssuerDeps } from './tokens/create-token-issuer.ts';
export { createSignedHere } from './tokens/signed-here.ts';
export { createTokenVerifier } from './tokens/create-token-verifier.ts';
export type { TokenVerifier, TokenVerifierDeps } from './tokens/create-token-verifier.ts';
export type { OwnClaims } from './tokens/own-claims.ts';
export type { TokenFailure } from './tokens/token-error.ts';
export { ACCOUNT_LIMITS, CARD_LIMITS } from './watch/testing-limits.ts';
export type { TestingLimits } from './watch/testing-limits.ts';
export { createMethodWatch } from './watch/create-method-watch.ts';
export type { MethodBearer, MethodWatch, TriedOutcome } from './watch/create-method-watch.ts';
export { createRateWatch } from './watch/create-rate-watch.ts';
export type { RateWatch } from './watch/create-rate-watch.ts';
export type { CardsSeen, RateDelta, RateSums, SeenCard, UndecidedMethod, WatchStore } from './watch/ports.ts';
export type { RateName } from './watch/rate-patterns.ts';
export type { OnSecurityEvent, SecurityEvent, TestingEventType, TestingSubject } from './watch/security-event.ts';
export { ACCOUNTS, CARDS } from './watch/watched-methods.ts';
export type { WatchedMethod } from './watch/watched-methods.ts';
