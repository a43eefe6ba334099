import * as z from 'zod';

const StatusEvent = z.object({ status: z.string(), amount: z.string().nullish() });

/** As much of a transaction as we rely on. Amounts are decimal strings of its currency; after a capture `amount` is what was captured. */
export const TransactionReply = z.object({
  id: z.string().min(1),
  status: z.string(),
  amount: z.string(),
  currencyIsoCode: z.string(),
  orderId: z.string().nullish(),
  createdAt: z.string(),
  authorizationExpiresAt: z.string().nullish(),
  networkTransactionId: z.string().nullish(),
  processorResponseCode: z.string().nullish(),
  gatewayRejectionReason: z.string().nullish(),
  refundIds: z.array(z.string()).nullish(),
  refundedTransactionId: z.string().nullish(),
  statusHistory: z.array(StatusEvent).nullish(),
});
export type TransactionReply = z.infer<typeof TransactionReply>;

const ValidationErrors = z.custom<{ deepErrors(): { code: string }[] }>(
  (value) => typeof value === 'object' && value !== null && 'deepErrors' in value,
);

/** An answer to a request: a transaction, declined ones included, or the codes of why there is none. */
export const ResultReply = z.object({
  success: z.boolean(),
  transaction: TransactionReply.nullish(),
  errors: ValidationErrors.optional(),
});
export type ResultReply = z.infer<typeof ResultReply>;

/** An answer to the wish that a card be kept. */
export const KeepingReply = ResultReply.omit({ transaction: true }).extend({ customer: z.unknown().optional() });
export const CustomerReply = z.object({ creditCards: z.array(z.object({ token: z.string().min(1) })) });

export const SearchReply = z.object({ ids: z.array(z.string()) });

export const MerchantAccountReply = z.object({
  id: z.string().min(1),
  status: z.string(),
  currencyIsoCode: z.string().nullish(),
  default: z.boolean().nullish(),
});

const Named = z.object({ id: z.string().min(1) });

/** A webhook's notification: what it names. A dispute comes with its transaction, which is asked for. */
export const NotificationReply = z.object({ dispute: Named.nullish(), transaction: Named.nullish() });
export type NotificationReply = z.infer<typeof NotificationReply>;

export const DisputeReply = z.object({
  dispute: z.object({
    id: z.string().min(1),
    kind: z.string(),
    status: z.string(),
    reason: z.string(),
    amountDisputed: z.string(),
    currencyIsoCode: z.string(),
    replyByDate: z.string().nullish(),
    transaction: Named,
  }),
});
