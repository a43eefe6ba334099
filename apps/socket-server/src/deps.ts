import type { ApiKeyStore, ApiKeyVerifier, ConsoleAuth, ConsoleUserStore, PasswordHasher } from '@fieldfare/access';
import type {
  ApiKeyAdmin,
  ClaimedFact,
  IdempotencyStore,
  MerchantProfiles,
  NonceKind,
  ProfileAdmin,
  ProcessorAccountStore,
  ReplayedPush,
  RoomPush,
  AuditLogStore,
  BroadcastStore,
  CustomerAccountStore,
  ListMerchants,
  OwnStore,
  FontStore,
  TeamInvitationStore,
  TeamStore,
} from '@fieldfare/db';
import type {
  ApprovalRepository,
  AttemptReader,
  CardKeepings,
  CardVault,
  Clock,
  DisputeRepository,
  Ledger,
  PaymentRepository,
  ProcessorDirectory,
  CustomerRepository,
  PaymentMethodRepository,
  RefundRepository,
  NotificationStore,
  NoticeRepository,
  PaymentRecord,
  SessionRepository,
} from '@fieldfare/payments';
import type { KeyRing, MerchantSecrets } from '@fieldfare/vault';
import type { Visits } from './engine/create-visits.ts';
import type { Settings } from './env/settings.ts';
import type { CountryOf } from './location/open-countries.ts';
import type { FanOut } from './fan-out/fan-out.ts';
import type { Log } from './logging/logger.ts';
import type { Metrics } from './metrics/create-metrics.ts';
import type { HandshakeLimiters } from './net/take-handshake.ts';
import type { Telling } from './net/telling.ts';
import type { MessageTallies } from './net/traffic.ts';
import type { PlacePush } from './relay/create-place-push.ts';
import type { PlacedPushes } from './relay/placed-pushes.ts';
import type { RequestLimiters } from './rest/rate-limits.ts';
import type { InFlight } from './runtime/in-flight.ts';
import type { Signal } from './runtime/signal.ts';
import type { Tokens } from './tokens/tokens.ts';
import type { Webhooks } from './webhooks/webhooks.ts';
import type { Watch } from './watch/create-watch.ts';

/** What the relay and the console's rooms need of the outbox. */
export interface Outbox {
  claim(maxRows: number): Promise<ClaimedFact[]>;
  replay(room: string, afterSequence: number, limit: number): Promise<ReplayedPush[]>;
  sequence(room: string): Promise<number>;
  /** What these rooms were told after the sequence named for each: by room, in order. */
  after(cursors: ReadonlyMap<string, number>, limit: number): Promise<RoomPush[]>;
  /** The present payments of sessions, where they changed since then. */
  paymentsOf(sessionIds: readonly string[], since: Date): Promise<{ sessionId: string; payment: PaymentRecord }[]>;
  /** Raised after each commit of this process that put something in. */
  committed: Signal;
  /** The same for who records events: a signal has one waiter. */
  recordable: Signal;
}

export interface HealthCheck {
  name: string;
  /** False for what the server can start and serve without. */
  isRequired: boolean;
  check(): Promise<{ isHealthy: boolean; detail: string }>;
}

export interface RememberedProfiles extends MerchantProfiles {
  /** For who has changed the profile: on this server the change holds from now on. */
  forget(merchantId: string): void;
}

/** Everything that handlers, routes and jobs are given. It is itself what the engine's use cases ask for. */
export interface Deps {
  settings: Settings;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  telling: Telling;
  payments: PaymentRepository;
  refunds: RefundRepository;
  customers: CustomerRepository;
  paymentMethods: PaymentMethodRepository;
  /** Which processors keep which saved cards. */
  keepings: CardKeepings;
  approvals: ApprovalRepository;
  attempts: AttemptReader;
  disputes: DisputeRepository;
  notices: NoticeRepository;
  ledger: Ledger;
  sessions: SessionRepository;
  /** `profile` is at most half a second old; `profiles` asks the database. */
  merchants: RememberedProfiles;
  countryOf: CountryOf;
  profileAdmin: ProfileAdmin;
  processors: ProcessorDirectory;
  processorAccounts: ProcessorAccountStore;
  /** Secrets that merchants share with us, sealed. */
  secrets: MerchantSecrets;
  vault: CardVault;
  tokens: Tokens;
  keyRing: KeyRing;
  outbox: Outbox;
  apiKeys: ApiKeyStore;
  apiKeyVerifier: ApiKeyVerifier;
  apiKeyAdmin: ApiKeyAdmin;
  /** For people. */
  passwordHasher: PasswordHasher;
  /** For API keys. */
  keyHasher: PasswordHasher;
  consoleUsers: ConsoleUserStore;
  consoleAuth: ConsoleAuth;
  notifications: NotificationStore;
  /** Rooms that this process put something into, besides what the relay tells. */
  placedPushes: PlacedPushes;
  /** Puts something into a room of the console besides payments and notifications. */
  placePush: PlacePush;
  /** Font files of merchants' fields. */
  fonts: FontStore;
  team: TeamStore;
  /** How people come to work for a merchant. */
  teamInvitations: TeamInvitationStore;
  auditLog: AuditLogStore;
  /** Looks of operators at merchants that they are no members of. */
  visits: Visits;
  listMerchants: ListMerchants;
  broadcasts: BroadcastStore;
  /** How customers come to have an account. */
  customerAccounts: CustomerAccountStore;
  /** What belongs to a shopper. */
  own: OwnStore;
  /** How sockets of several servers are reached. */
  fanOut: FanOut;
  idempotency: IdempotencyStore;
  handshakeLimiters: HandshakeLimiters;
  requestLimiters: RequestLimiters;
  /** What messages count against at all servers together; null where each counts by itself. */
  messageTallies: MessageTallies | null;
  webhooks: Webhooks;
  spendNonce(kind: NonceKind, id: string, expiresAt: Date): Promise<boolean>;
  sweepExpired(): Promise<number>;
  /** Tends to the sums of days that nobody asks for; answers how many merchants' it was. */
  tendDays(): Promise<number>;
  watch: Watch;
  healthChecks: HealthCheck[];
  /** Events and requests being handled, which a shutdown lets finish. */
  inFlight: InFlight;
}
