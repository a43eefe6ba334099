import * as z from 'zod';
import { idOf } from './ids.ts';
import { AmountMinor, Currency } from './money.ts';
import { listOf } from './rest.ts';
import { pageLimit } from './in-query.ts';

/**
 * `early_warning` (a bank's report of fraud) and `inquiry` (its question) take no money. From `needs_response` on it is held: evidence is
 * awaited, then with the bank (`under_review`), then decided.
 */
export const DisputeStatus = z.enum([
  'early_warning',
  'inquiry',
  'inquiry_closed',
  'needs_response',
  'under_review',
  'won',
  'lost',
]);
export type DisputeStatus = z.infer<typeof DisputeStatus>;

/** The shopper's bank takes back what was captured, or announces that it may. Its amount is held until the dispute is decided. */
export const Dispute = z.strictObject({
  id: idOf('dispute'),
  object: z.literal('dispute'),
  payment: idOf('payment'),
  amount_minor: AmountMinor,
  currency: Currency,
  reason: z.string(),
  status: DisputeStatus,
  processor_reference: z.string(),
  respond_by: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Dispute = z.infer<typeof Dispute>;
export const DisputeList = listOf(Dispute);
export type DisputeList = z.infer<typeof DisputeList>;

export const ListDisputesQuery = z.strictObject({
  limit: pageLimit(),
  starting_after: idOf('dispute').optional(),
  ending_before: idOf('dispute').optional(),
  payment: idOf('payment').optional(),
  status: DisputeStatus.optional(),
});
export type ListDisputesQuery = z.infer<typeof ListDisputesQuery>;
