import * as z from 'zod';
import { idOf } from './ids.ts';
import { freeText } from './metadata.ts';
import { AmountMinor, Currency } from './money.ts';
import { PaymentEvent } from './payment.ts';
import { listOf } from './rest.ts';
import { pageLimit } from './in-query.ts';

export const ApprovalStatus = z.enum(['pending', 'approved', 'denied', 'expired']);
export type ApprovalStatus = z.infer<typeof ApprovalStatus>;

/** What waits for a second person. */
export const ApprovalAction = z.enum(['confirm', 'refund']);
export type ApprovalAction = z.infer<typeof ApprovalAction>;

const Actor = PaymentEvent.shape.actor;

/**
 * A confirm or a refund that one person alone may not do. It is carried out once it is approved, and once only: `carried_out_at` says that
 * it was tried, `failure_code` why it could not be done, such as `payment_status_conflict` where the payment was canceled meanwhile.
 */
export const Approval = z.strictObject({
  id: idOf('approval'),
  object: z.literal('approval'),
  action: ApprovalAction,
  payment: idOf('payment'),
  amount_minor: AmountMinor,
  currency: Currency,
  reason: z.string().nullable(),
  status: ApprovalStatus,
  requested_by: Actor,
  decided_by: Actor.nullable(),
  note: z.string().nullable(),
  decided_at: z.iso.datetime().nullable(),
  carried_out_at: z.iso.datetime().nullable(),
  failure_code: z.string().nullable(),
  expires_at: z.iso.datetime(),
  created_at: z.iso.datetime(),
});
export type Approval = z.infer<typeof Approval>;
export const ApprovalList = listOf(Approval);
export type ApprovalList = z.infer<typeof ApprovalList>;

export const ListApprovalsQuery = z.strictObject({
  limit: pageLimit(),
  starting_after: idOf('approval').optional(),
  ending_before: idOf('approval').optional(),
  status: ApprovalStatus.optional(),
  payment: idOf('payment').optional(),
});
export type ListApprovalsQuery = z.infer<typeof ListApprovalsQuery>;

/** Body of `POST /v1/approvals/{id}/approve` and `/deny`. */
export const DecideApproval = z.strictObject({ note: freeText(200).optional() });
export type DecideApproval = z.infer<typeof DecideApproval>;

/** What the room `merchant:{id}:approvals` hears: which approval changed. Its list is read anew. */
export const ApprovalUpdate = z.strictObject({
  id: idOf('approval'),
  action: ApprovalAction,
  payment: idOf('payment'),
  status: ApprovalStatus,
});
export type ApprovalUpdate = z.infer<typeof ApprovalUpdate>;
