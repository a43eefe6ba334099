export { ActionForm, PaymentAction } from './action.ts';
export { coBadgeOf } from './co-badge.ts';
export {
  BankAccountSecrets,
  BankAccountType,
  CardSecrets,
  SavedCardSecrets,
  CardPayloadClaims,
  PayloadKeyClaims,
  HostProofClaims,
} from './card-payload.ts';
export {
  ConsoleAuth,
  Room,
  CONSOLE_REQUESTS,
  CONSOLE_ANSWERS,
  envelopeOf,
  SharedState,
  CONSOLE_PUSHES,
} from './console-namespace.ts';
export type {
  ConsoleEvent,
  ConsoleRequest,
  ConsoleAnswer,
  ConsolePush,
  ConsolePushPayload,
} from './console-namespace.ts';
export { ERROR_CODES, HTTP_STATUS, FieldfareError } from './errors.ts';
export type { ErrorCode, ErrorDetail, Audience, FieldfareErrorOptions } from './errors.ts';
export { merchantKeyGone } from './merchant-key-gone.ts';
export {
  FieldsAuth,
  LocationStatus,
  HostTokenRequest,
  HostResumeRequest,
  HostLocationRequest,
  SiblingTokensRequest,
  SiblingConnectRequest,
  CalculateFeeRequest,
  ChallengeRequest,
  Billing,
  ProcessPaymentRequest,
  TokenizePaymentMethodRequest,
  CompleteActionRequest,
  AbandonActionRequest,
  PagePaymentRequest,
  PaymentStatusRequest,
  TokenRefreshRequest,
  FIELDS_REQUESTS,
  HostTokenAnswer,
  HostResumedAnswer,
  LocationAnswer,
  SiblingTokensAnswer,
  SiblingSessionAnswer,
  FeeAnswer,
  ChallengeAnswer,
  PaymentResultAnswer,
  PaymentMethodAnswer,
  PaymentStatusAnswer,
  TokenAnswer,
  FIELDS_ANSWERS,
  ErrorAnswer,
  ConnectionEstablished,
  PaymentActionRequired,
  FIELDS_PUSHES,
  RefusalData,
} from './fields-namespace.ts';
export type { FieldsEvent, FieldsRequest, FieldsAnswer, FieldsPush, FieldsPushPayload } from './fields-namespace.ts';
export { passesLuhn, findPan } from './find-pan.ts';
export {
  FrameKind,
  FrameId,
  Appearance,
  AppearanceProperty,
  AppearanceSelector,
  FieldSetup,
  FrameBoot,
  FrameConnect,
  PageMessage,
  FieldProblem,
  FieldState,
  CallError,
  CallResult,
  ConnectionState,
  FrameMessage,
  HostMessage,
  SiblingMessage,
  SealedValue,
  KeyQuestion,
  KeyConfirmation,
} from './frame-messages.ts';
export { isOrigin } from './is-origin.ts';
export { inQuery, pageLimit } from './in-query.ts';
export { ID_PREFIXES, idsFrom, idLike, newId, timeOfId, idOf, RequestId } from './ids.ts';
export type { IdKind } from './ids.ts';
export { EcPublicJwk, OkpPublicJwk, SealingPublicJwk } from './jwk.ts';
export {
  PROTOCOL_VERSION,
  API_VERSION,
  SOCKET_PATH,
  FIELDS_NAMESPACE,
  CONSOLE_NAMESPACE,
  HEARTBEAT_INTERVAL_MS,
  HEARTBEAT_TIMEOUT_MS,
  AUTHENTICATION_TIMEOUT_MS,
  MAX_MESSAGE_BYTES,
  RECONNECT_DELAYS_MS,
  REMEMBERED_PASSWORDS,
  TOKEN_EXPIRING_MS,
  TOKEN_LIFETIME_SECONDS,
} from './limits.ts';
export { CreateCustomer, UpdateCustomer, Customer, CustomerList, ListCustomersQuery } from './customer.ts';
export {
  AcceptInvitation,
  CustomerAccount,
  CustomerInvitation,
  Invitation,
  LookUpInvitation,
} from './customer-account.ts';
export {
  ListOwnPaymentMethodsQuery,
  ListOwnPaymentsQuery,
  OwnPayment,
  OwnPaymentList,
  OwnPaymentMethod,
  OwnPaymentMethodList,
} from './own-payment.ts';
export { Email, freeText, Metadata, NewMetadata } from './metadata.ts';
export { PaymentMethod, PaymentMethodResult, PaymentMethodList, ListPaymentMethodsQuery } from './payment-method.ts';
export { CardBrand, PaymentMethodType, MaskedMethod } from './method.ts';
export {
  CURRENCY_EXPONENTS,
  MAX_AMOUNT_MINOR,
  Currency,
  AmountMinor,
  PositiveAmountMinor,
  addMoney,
  toDecimal,
  formatMoney,
} from './money.ts';
export type { Money } from './money.ts';
export {
  NotificationSeverity,
  Notification,
  ListNotificationsQuery,
  NotificationList,
  ReadNotifications,
  NotificationsRead,
} from './notification.ts';
export {
  PaymentStatus,
  Mode,
  FeeMode,
  DeclineCode,
  PendingOperation,
  Payment,
  PaymentUpdate,
  PaymentResult,
  PaymentAttempt,
  PaymentEvent,
} from './payment.ts';
export {
  UserRole,
  MerchantRole,
  Permission,
  MERCHANT_ROLE_PERMISSIONS,
  SECRET_KEY_PERMISSIONS,
  USER_ROLE_PERMISSIONS,
  roleMay,
  userRoleMay,
} from './permissions.ts';
export { CreateFont, DeletedFont, Font, FontList, MAX_FONT_BYTES } from './font.ts';
export {
  FeeRounding,
  FeeRule,
  VelocityLimit,
  Velocity,
  ApprovalRules,
  StatementDescriptor,
  Profile,
  UpdateProfile,
} from './profile.ts';
export {
  ApprovalStatus,
  ApprovalAction,
  Approval,
  ApprovalList,
  ListApprovalsQuery,
  DecideApproval,
  ApprovalUpdate,
} from './approval.ts';
export { CompareBooksQuery, BooksDifference, BooksComparison } from './books.ts';
export { DisputeStatus, Dispute, DisputeList, ListDisputesQuery } from './dispute.ts';
export { CurrencyBalance, Balance, StatementQuery, StatementDay, Statement } from './ledger.ts';
export { RefundStatus, RefundPayment, Refund, RefundList, ListRefundsQuery } from './refund.ts';
export {
  ApiKeyType,
  ApiKeyScope,
  IpRange,
  ApiKey,
  ApiKeyWithSecret,
  ApiKeyList,
  CreateApiKey,
  UpdateApiKey,
  RotateApiKey,
} from './api-keys.ts';
export { ListPaymentsQuery } from './list-payments-query.ts';
export {
  RestError,
  listOf,
  PaymentList,
  PaymentAttemptList,
  PaymentEventList,
  ConfirmPayment,
  CreatePayment,
  CancelPayment,
  ChangePassword,
  PaymentSummaryQuery,
  PaymentSummary,
  SUMMARY_COUNT_CAP,
  SignIn,
  RefreshConsoleToken,
  SignedInUser,
  ConsoleSignIn,
  SignInAnswer,
  ConsoleTokenAnswer,
  PasswordChanged,
  ReplaceOneTimePassword,
} from './rest.ts';
export {
  TOTP_DIGITS,
  TOTP_PERIOD_SECONDS,
  RECOVERY_CODES,
  SECOND_FACTOR_TRIES,
  SecondFactorCode,
  SecondFactor,
  SecondFactorSetUp,
  ConfirmSecondFactor,
  ProveSecondFactor,
  RecoveryCodes,
  SecondFactorChallenge,
  AnswerSecondFactor,
  RequireSecondFactor,
  SecondFactorRule,
} from './second-factor.ts';
export {
  SessionStatus,
  PageMay,
  CaptureMethod,
  Origin,
  SavedCardCode,
  SessionKind,
  CreateSession,
  UpdateSession,
  Session,
  SessionView,
} from './session.ts';
export {
  TeamMember,
  TeamMemberList,
  InviteTeamMember,
  TeamInvitation,
  TeamInvitationList,
  NewTeamInvitation,
  TeamOffer,
  TeamUpdate,
  ChangeTeamMember,
} from './team.ts';
export {
  AuditLog,
  AuditLogEntry,
  CreateBroadcast,
  ListAuditQuery,
  ListMerchantsQuery,
  MerchantEntry,
  MerchantEntryList,
  SystemBroadcast,
  SystemBroadcastList,
} from './operator.ts';
export { TOKEN_KINDS, DOCUMENT_TYPES } from './token-kinds.ts';
export {
  FieldKind,
  PtClaims,
  HostClaims,
  SiblingClaims,
  ChallengeAction,
  ChallengeClaims,
  SecondFactorClaims,
  ConsoleClaims,
  TOKEN_CLAIMS,
} from './tokens.ts';
export type { TokenClaims } from './tokens.ts';
export type { TokenKind } from './token-kinds.ts';
export {
  EventType,
  EventFilter,
  Event,
  EventList,
  ListEventsQuery,
  EndpointStatus,
  DisabledReason,
  WebhookEndpoint,
  WebhookEndpointWithSecret,
  WebhookEndpointList,
  CreateWebhookEndpoint,
  ListWebhookEndpointsQuery,
  UpdateWebhookEndpoint,
  RotateWebhookSecret,
  DeletedWebhookEndpoint,
  DeliveryStatus,
  WebhookAttempt,
  WebhookAttemptList,
  WebhookDelivery,
  WebhookDeliveryList,
  ListDeliveriesQuery,
  RedeliverEvent,
  RedeliverEvents,
  Redelivery,
} from './webhooks.ts';
export {
  PROCESSOR_METHODS,
  ProcessorKind,
  RoutingRule,
  ProcessorAccount,
  ProcessorAccountList,
  BraintreeCredentials,
  StripeCredentials,
  CreateProcessorAccount,
  UpdateProcessorAccount,
  ProcessorCheck,
  ProcessorWebhookReceipt,
} from './processor-accounts.ts';
