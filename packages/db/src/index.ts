export { connectDatabase } from './connect.ts';
export type { ConnectOptions, Database } from './connect.ts';
export { createApiKeyAdmin } from './repositories/api-key-admin.ts';
export type { ApiKeyAdmin, ApiKeyChange, ApiKeyScope, NewApiKey } from './repositories/api-key-admin.ts';
export { createApiKeyStore } from './repositories/api-key-store.ts';
export { createConsoleUserStore } from './repositories/console-user-store.ts';
export { createCommandLineTries } from './repositories/command-line-tries.ts';
export type { CommandLineTries, Tried } from './repositories/command-line-tries.ts';
export { createDataKeyStore } from './repositories/data-key-store.ts';
export { createIdempotencyStore } from './repositories/idempotency-store.ts';
export type {
  IdempotencyClaim,
  IdempotencyScope,
  IdempotencyStore,
  IdempotencyVerdict,
} from './repositories/idempotency-store.ts';
export { createInstallation } from './repositories/installation.ts';
export type { Installation, MerchantStatusChange, NewMerchant, NewUser } from './repositories/installation.ts';
export { createKeyRingStore } from './repositories/key-ring-store.ts';
export { createMerchantDirectory } from './repositories/merchant-directory.ts';
export type { MerchantProfiles } from './repositories/merchant-directory.ts';
export { spendNonce } from './repositories/nonces.ts';
export type { NonceKind } from './repositories/nonces.ts';
export { claimOutbox, replayPushes, roomSequence } from './repositories/outbox.ts';
export type { ClaimedFact } from './repositories/outbox.ts';
export { createNotificationStore } from './repositories/notification-store.ts';
export { createPaymentRepository } from './repositories/payment-repository.ts';
export type { ReplayedPush } from './repositories/push-row.ts';
export { createReencryptionStore } from './repositories/reencryption-store.ts';
export { createProcessorAccountStore } from './repositories/processor-account-store.ts';
export type { KeptProcessorAccount, ProcessorAccountStore } from './repositories/processor-account-store.ts';
export { createSecondFactorStore } from './repositories/second-factor-store.ts';
export { createSecondFactorSecrets } from './repositories/second-factor-secrets.ts';
export { createSecretStore } from './repositories/secret-store.ts';
export { createApprovalRepository } from './repositories/approval-repository.ts';
export { createAttemptReader } from './repositories/attempt-reader.ts';
export { createNoticeRepository } from './repositories/notice-repository.ts';
export { createDisputeRepository } from './repositories/dispute-repository.ts';
export { createLedger, keepLedgerDays } from './repositories/ledger.ts';
export { forgetChangedDays } from './repositories/payment-days.ts';
export { createProfileAdmin } from './repositories/profile-admin.ts';
export type { ProfileAdmin, ProfileChange } from './repositories/profile-admin.ts';
export { createRefundRepository } from './repositories/refund-repository.ts';
export { paymentsOfSessions, pushesAfter, pushToRoom } from './repositories/room-pushes.ts';
export type { RoomPush } from './repositories/room-pushes.ts';
export { createSessionRepository } from './repositories/session-repository.ts';
export { sweepExpired } from './repositories/sweep-expired.ts';
export { createFontStore } from './repositories/font-store.ts';
export type { FontStore } from './repositories/font-store.ts';
export { createTeamStore } from './repositories/team-store.ts';
export { rightWasTaken } from './repositories/right-of-the-moment.ts';
export type { TeamStore, TeamVerdict } from './repositories/team-store.ts';
export { createTeamInvitationStore } from './repositories/team-invitation-store.ts';
export type {
  FoundTeamInvitation,
  TeamInvitationRecord,
  TeamInvitationStore,
} from './repositories/team-invitation-store.ts';
export { createTransferStore } from './repositories/transfer-store.ts';
export { createVaultStore } from './repositories/vault-store.ts';
export { createWatchStore } from './repositories/watch-store.ts';
export { createDeliveryStore } from './webhooks/delivery-store.ts';
export type { DeliveryStore } from './webhooks/delivery-store.ts';
export { createDeliveryWork } from './webhooks/delivery-work.ts';
export type { DeliveryWork, DueDelivery, MadeAttempt, Verdict } from './webhooks/delivery-work.ts';
export { createEndpointStore } from './webhooks/endpoint-store.ts';
export type { Change, EndpointStore, NewEndpoint } from './webhooks/endpoint-store.ts';
export { createEventRecorder } from './webhooks/event-recorder.ts';
export type { EventRecorder, NewEvent } from './webhooks/event-recorder.ts';
export { createEventStore } from './webhooks/event-store.ts';
export type { EventQuery, EventScope, EventStore } from './webhooks/event-store.ts';
export { DELIVER_WEBHOOK } from './webhooks/queue-deliveries.ts';
export { createAuditLog } from './repositories/audit-log.ts';
export type { AuditFilter, AuditLogStore, Visit } from './repositories/audit-log.ts';
export { BROADCAST_ROOM, createBroadcastStore } from './repositories/broadcast-store.ts';
export type { BroadcastStore } from './repositories/broadcast-store.ts';
export { createMerchantList } from './repositories/merchant-list.ts';
export type { ListMerchants } from './repositories/merchant-list.ts';
export { createCustomerAccountStore } from './repositories/customer-account-store.ts';
export type { CustomerAccountStore, FoundInvitation } from './repositories/customer-account-store.ts';
export { createOwnStore } from './repositories/own-store.ts';
export type { OwnStore } from './repositories/own-store.ts';
export { createCustomerRepository } from './repositories/customer-repository.ts';
export { createCardKeepings } from './repositories/card-keepings.ts';
export { createPaymentMethodRepository } from './repositories/payment-method-repository.ts';
