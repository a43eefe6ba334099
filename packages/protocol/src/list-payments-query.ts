import * as z from 'zod';
import { idOf } from './ids.ts';
import { freeText } from './metadata.ts';
import { CardBrand, PaymentMethodType } from './method.ts';
import { Currency, MAX_AMOUNT_MINOR } from './money.ts';
import { PaymentStatus } from './payment.ts';
import { inQuery, pageLimit } from './in-query.ts';
import { setOf } from './set-of.ts';

/** A repeated or comma-separated query parameter. */
const manyStatuses = z
  .union([z.string(), z.array(z.string())], 'must be one or several, as in status=authorized,captured')
  .transform((value) => (Array.isArray(value) ? value : value.split(',')))
  .pipe(setOf(PaymentStatus, { max: 12 }));

const amount = inQuery(z.int().min(0).max(MAX_AMOUNT_MINOR)).optional();

/**
 * What `GET /v1/payments` may be asked for. Conditions are joined by "and"; each of them has an index, so that a page by it costs
 * the same whatever the number of payments. `created_to` and nothing else is exclusive.
 */
export const ListPaymentsQuery = z.strictObject({
  limit: pageLimit(),
  starting_after: idOf('payment').optional(),
  ending_before: idOf('payment').optional(),
  status: manyStatuses.optional(),
  record_number: freeText(20).optional(),
  reference: freeText(200).optional(),
  session: idOf('session').optional(),
  customer: idOf('customer').optional(),
  method: PaymentMethodType.optional(),
  brand: CardBrand.optional(),
  last4: z
    .string()
    .regex(/^\d{4}$/, 'must be four digits')
    .optional(),
  currency: Currency.optional(),
  created_from: z.iso.datetime().optional(),
  created_to: z.iso.datetime().optional(),
  amount_min: amount,
  amount_max: amount,
  /** `metadata[order]=A-1`: up to three keys with the values that they must have. */
  metadata: z
    .record(freeText(40), freeText(500))
    .refine((record) => Object.keys(record).length <= 3, 'names at most 3 keys')
    .optional(),
});
export type ListPaymentsQuery = z.infer<typeof ListPaymentsQuery>;
