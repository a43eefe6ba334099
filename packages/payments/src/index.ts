export { abandonAction } from './abandon-action.ts';
export type { AbandonActionInput } from './abandon-action.ts';
export { isAwaitingOutcome, outcomeMove } from './authorization-outcome.ts';
export { authorizePayment } from './authorize-payment.ts';
export type { AuthorizeDeps, AuthorizeInput } from './authorize-payment.ts';
export { chargePaymentMethod } from './charge-payment-method.ts';
export type { ChargeInput } from './charge-payment-method.ts';
export { cancelPayment } from './cancel-payment.ts';
export type { CancelInput } from './cancel-payment.ts';
export { commitOutcome } from './commit-outcome.ts';
export { completeAction } from './complete-action.ts';
export type { CompleteActionInput } from './complete-action.ts';
export { confirmOrAsk, refundOrAsk } from './approvals/act-or-ask.ts';
export type { ActedOrAsked, ApprovalDeps } from './approvals/act-or-ask.ts';
export { carryOutLeftBehind } from './approvals/carry-out-approval.ts';
export { decideApproval } from './approvals/decide-approval.ts';
export { presentApproval } from './approvals/present-approval.ts';
export { compareBooks } from './compare-books.ts';
export type { AttemptReader, CompareBooksDeps } from './compare-books.ts';
export { confirmPayment } from './confirm-payment.ts';
export type { ConfirmInput } from './confirm-payment.ts';
export { createSession } from './create-session.ts';
export { mergeMetadata } from './merge-metadata.ts';
export { updateSession } from './update-session.ts';
export type { UpdateSessionCaller, UpdateSessionDeps } from './update-session.ts';
export type { CreateSessionDeps, CreateSessionCaller } from './create-session.ts';
export { eventTypesOf } from './event-types.ts';
export { expireAuthorizations } from './expire-authorizations.ts';
export { feeOf, refundedFeeOf } from './fees.ts';
export { weighLocation } from './weigh-location.ts';
export type { Whereabouts } from './weigh-location.ts';
export type { FeeQuote, FeeRule } from './fees.ts';
export { methodShown } from './method-shown.ts';
export { quoteFee, quoteShown } from './quote-fee.ts';
export type { Quotable } from './quote-fee.ts';
export { AmountChanged } from './amount-changed.ts';
export { assertMethodAllowed } from './assert-method-allowed.ts';
export { historyChecksOf } from './history-checks.ts';
export type { AttemptLimit, HistoryChecks, HistorySubject } from './history-checks.ts';
export { notify } from './notify.ts';
export type { NotifyDeps } from './notify.ts';
export { presentOwnMethod, presentOwnPayment } from './present-own.ts';
export { presentNotification } from './present-notification.ts';
export type { OperationDeps, OperationRequestInput } from './operate.ts';
export type { ProcessorDirectory, RoutedPayment } from './ports/processor-directory.ts';
export { operate, carryOut } from './operate.ts';
export { operationOutcomeMove } from './operation-outcome.ts';
export type { Operation, OperationAttempt } from './operation-outcome.ts';
export type {
  CardExpectation,
  StoredCard,
  OpenedBankAccount,
  OpenedCard,
  CardVault,
  LentCard,
} from './ports/card-vault.ts';
export { systemClock } from './ports/clock.ts';
export type { Clock } from './ports/clock.ts';
export type {
  PaymentIntent,
  IntentVerdict,
  ChargeIntent,
  ChargeVerdict,
  PaymentMove,
  MoveVerdict,
  PaymentScope,
  PaymentFilter,
  PageRequest,
  Page,
  DaySummary,
  SummaryRequest,
  PaymentFigures,
  PaymentLedger,
  PaymentRepository,
  CheckSchedule,
} from './ports/payment-repository.ts';
export type {
  NotificationAudience,
  NewNotification,
  NotificationRecord,
  ReadNotification,
  NotificationReader,
  NotificationStore,
} from './ports/notification-store.ts';
export type {
  AuthorizeRequest,
  ChargedCard,
  KeptCard,
  StoredCredential,
  OperationRequest,
  AuthorizationBooks,
  AuthorizeOutcome,
  OperationOutcome,
  TokenizeRequest,
  TokenizeOutcome,
  DetachRequest,
  DetachOutcome,
  AttemptHint,
  LookupOutcome,
  RefundInBooks,
  RequiredAction,
  ActionRequired,
  BooksReading,
  ChallengeDesk,
  ProcessorDispute,
  DebitRequest,
  DebitOutcome,
  DebitDesk,
  Processor,
  ProcessorNotice,
  ProcessorWebhook,
  WebhookReading,
} from './ports/processor.ts';
export type {
  ClaimedLook,
  NamedAttempt,
  NoticeRepository,
  OutsideMove,
  RefundReversal,
} from './ports/notice-repository.ts';
export { heedNotices } from './heed-notices.ts';
export type { HeedNoticesDeps } from './heed-notices.ts';
export type {
  ApprovalFilter,
  ApprovalRecord,
  ApprovalRepository,
  Decision,
  DecisionVerdict,
  NewApproval,
} from './ports/approval-repository.ts';
export type { DisputeFilter, DisputeRepository, NewDispute } from './ports/dispute-repository.ts';
export type { BalanceRecord, Ledger, StatementDayRecord } from './ports/ledger.ts';
export type { RefundFilter, RefundRepository } from './ports/refund-repository.ts';
export type {
  SessionWithPayment,
  PinVerdict,
  GenerationVerdict,
  SessionRepository,
  MerchantDirectory,
} from './ports/session-repository.ts';
export { processorName } from './processor-name.ts';
export { presentAction, presentPayment, presentUpdate, presentResult, presentEvent } from './present-payment.ts';
export { presentAttempt } from './present-attempt.ts';
export { presentDispute } from './present-dispute.ts';
export { presentProfile } from './present-profile.ts';
export { presentRefund } from './present-refund.ts';
export { presentBalance, presentStatement } from './present-statement.ts';
export type { StatementFacts } from './present-statement.ts';
export { recordDisputes } from './record-disputes.ts';
export type { RecordDisputesDeps } from './record-disputes.ts';
export { presentSession, presentSessionView } from './present-session.ts';
export { reconcileAttempts } from './reconcile-attempts.ts';
export type { ReconcileDeps, ReconcileReport } from './reconcile-attempts.ts';
export { ATTEMPT_GRACE_MS, SEND_WITHIN_MS, firstCheckAfter, nextCheckAfter } from './reconcile-schedule.ts';
export { newRecordNumber, parseRecordNumber } from './record-number.ts';
export type {
  Actor,
  AttemptType,
  AttemptState,
  PendingOperationRecord,
  PendingActionRecord,
  PaymentRecord,
  AttemptRecord,
  AttemptDetail,
  PaymentEventRecord,
  DisputeRecord,
  RefundRecord,
  HostKeys,
  SessionRecord,
  MerchantProfile,
} from './records.ts';
export { refundPayment } from './refund-payment.ts';
export type { RefundDeps, RefundInput } from './refund-payment.ts';
export { coalesce } from './coalesce.ts';
export type { CoalesceOptions } from './coalesce.ts';
export { LEGAL_MOVES, assertLegalMove } from './state-machine.ts';
export { NOT_PROCESSED, REFERENCE_UNKNOWN } from './not-processed.ts';
export { keepCards } from './keep-cards.ts';
export type { KeepCardsDeps } from './keep-cards.ts';
export { detachCards } from './detach-cards.ts';
export type { KeepingOutcome, KeepingReport } from './tend-keepings.ts';
export type { CardKeeping, CardKeepings } from './ports/card-keepings.ts';
export { tokenizePaymentMethod } from './tokenize-payment-method.ts';
export type { TokenizeDeps, TokenizeInput } from './tokenize-payment-method.ts';
export { presentCustomer, presentMethodResult, presentPaymentMethod } from './present-payment-method.ts';
export type { ChangeNote, CustomerChanges, CustomerRecord, CustomerRepository } from './ports/customer-repository.ts';
export type {
  ChargeableMethod,
  PaymentMethodIntent,
  PaymentMethodRecord,
  PaymentMethodRepository,
  ProcessorKeeping,
  SaveVerdict,
} from './ports/payment-method-repository.ts';
