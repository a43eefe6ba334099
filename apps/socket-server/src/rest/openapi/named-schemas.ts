import {
  AcceptInvitation,
  AnswerSecondFactor,
  ApiKey,
  ApiKeyList,
  ApiKeyWithSecret,
  Approval,
  ApprovalList,
  DecideApproval,
  DeletedFont,
  Font,
  FontList,
  Statement,
  DisputeList,
  Dispute,
  AuditLog,
  AuditLogEntry,
  Balance,
  MerchantEntry,
  MerchantEntryList,
  BooksComparison,
  CancelPayment,
  ChangePassword,
  ChangeTeamMember,
  ConfirmPayment,
  ConsoleSignIn,
  ConsoleTokenAnswer,
  CreateCustomer,
  CreateFont,
  CreatePayment,
  Customer,
  CustomerAccount,
  CustomerInvitation,
  CustomerList,
  Invitation,
  LookUpInvitation,
  OwnPayment,
  OwnPaymentList,
  OwnPaymentMethod,
  OwnPaymentMethodList,
  PaymentMethod,
  PaymentMethodList,
  UpdateCustomer,
  CreateBroadcast,
  CreateApiKey,
  CreateProcessorAccount,
  CreateSession,
  Notification,
  NotificationList,
  NotificationsRead,
  PasswordChanged,
  Payment,
  PaymentAttempt,
  PaymentAttemptList,
  PaymentEvent,
  PaymentEventList,
  PaymentList,
  PaymentResult,
  PaymentSummary,
  Profile,
  ReadNotifications,
  ReplaceOneTimePassword,
  ProcessorAccount,
  ProcessorAccountList,
  ProcessorCheck,
  ProcessorWebhookReceipt,
  RefreshConsoleToken,
  Refund,
  RefundList,
  RefundPayment,
  RestError,
  RotateApiKey,
  Session,
  SignedInUser,
  SystemBroadcast,
  SystemBroadcastList,
  TeamMember,
  TeamMemberList,
  InviteTeamMember,
  NewTeamInvitation,
  TeamInvitation,
  TeamInvitationList,
  TeamOffer,
  ConfirmSecondFactor,
  ProveSecondFactor,
  RecoveryCodes,
  RequireSecondFactor,
  SecondFactor,
  SecondFactorChallenge,
  SecondFactorRule,
  SecondFactorSetUp,
  SignInAnswer,
  SignIn,
  UpdateApiKey,
  UpdateSession,
  UpdateProfile,
  UpdateProcessorAccount,
} from '@fieldfare/protocol';
import * as z from 'zod';
import { WEBHOOK_SCHEMAS } from './webhook-schemas.ts';

const SCHEMAS = {
  AcceptInvitation,
  AnswerSecondFactor,
  ApiKey,
  ApiKeyList,
  ApiKeyWithSecret,
  Approval,
  ApprovalList,
  DecideApproval,
  DeletedFont,
  Font,
  FontList,
  Statement,
  DisputeList,
  Dispute,
  AuditLog,
  AuditLogEntry,
  Balance,
  MerchantEntry,
  MerchantEntryList,
  BooksComparison,
  CancelPayment,
  ChangePassword,
  ChangeTeamMember,
  ConfirmPayment,
  ConsoleSignIn,
  ConsoleTokenAnswer,
  CreateCustomer,
  CreateFont,
  CreatePayment,
  Customer,
  CustomerAccount,
  CustomerInvitation,
  CustomerList,
  Invitation,
  LookUpInvitation,
  OwnPayment,
  OwnPaymentList,
  OwnPaymentMethod,
  OwnPaymentMethodList,
  PaymentMethod,
  PaymentMethodList,
  UpdateCustomer,
  CreateBroadcast,
  CreateApiKey,
  CreateProcessorAccount,
  CreateSession,
  Notification,
  NotificationList,
  NotificationsRead,
  PasswordChanged,
  Payment,
  PaymentAttempt,
  PaymentAttemptList,
  PaymentEvent,
  PaymentEventList,
  PaymentList,
  PaymentResult,
  PaymentSummary,
  Profile,
  ReadNotifications,
  ReplaceOneTimePassword,
  ProcessorAccount,
  ProcessorAccountList,
  ProcessorCheck,
  ProcessorWebhookReceipt,
  RefreshConsoleToken,
  Refund,
  RefundList,
  RefundPayment,
  RestError,
  RotateApiKey,
  Session,
  SignedInUser,
  SystemBroadcast,
  SystemBroadcastList,
  TeamMember,
  TeamMemberList,
  InviteTeamMember,
  NewTeamInvitation,
  TeamInvitation,
  TeamInvitationList,
  TeamOffer,
  ConfirmSecondFactor,
  ProveSecondFactor,
  RecoveryCodes,
  RequireSecondFactor,
  SecondFactor,
  SecondFactorChallenge,
  SecondFactorRule,
  SecondFactorSetUp,
  SignInAnswer,
  SignIn,
  UpdateApiKey,
  UpdateSession,
  UpdateProfile,
  ...WEBHOOK_SCHEMAS,
  UpdateProcessorAccount,
};

const registry = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(SCHEMAS)) registry.add(schema, { id });

const uri = (name: string) => `#/components/schemas/${name}`;

/** The protocol's schemas under their names, as the document's components. */
export function schemaComponents(): Record<string, unknown> {
  const { schemas } = z.toJSONSchema(registry, { uri, io: 'input', unrepresentable: 'any' });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, plain(schema)]));
}

/** A schema where it stands: by reference where it has a name. */
export function referenceTo(schema: z.ZodType): JsonSchema {
  const id = registry.get(schema)?.id;
  return id === undefined ? inline(schema) : { $ref: uri(id) };
}

/** The schema of that name, spelled out. */
export function schemaOf(name: string): JsonSchema {
  const schema = Object.entries(SCHEMAS).find(([id]) => id === name)?.[1];
  if (!schema) throw new RangeError(`no schema is named ${name}`);
  return inline(schema);
}

function inline(schema: z.ZodType): JsonSchema {
  return plain(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
}

function plain({ $schema: _dialect, $id: _id, ...schema }: Record<string, unknown>): JsonSchema {
  return schema;
}

/** The part of JSON Schema that zod writes for our schemas. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  examples?: unknown[];
  default?: unknown;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  /** Names that an example shows besides the required ones. */
  'x-usual'?: string[];
  additionalProperties?: boolean | JsonSchema;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  format?: string;
  pattern?: string;
}
