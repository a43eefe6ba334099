import * as z from 'zod';
import { idOf } from './ids.ts';

/** What the shopper is asked to type: a code of so many digits that their bank sent them. */
export const ActionForm = z.strictObject({ type: z.literal('code'), digits: z.int().min(4).max(8) });
export type ActionForm = z.infer<typeof ActionForm>;

/** What the shopper must do before their bank decides: answered with `complete_action`, or given up with `abandon_action`. */
export const PaymentAction = z.strictObject({
  id: idOf('action'),
  type: z.literal('challenge'),
  form: ActionForm,
  /** Wrong answers that the bank still bears, the next one included. */
  tries_left: z.int().min(1).max(10),
  /** From then on the payment is declined with `authentication_failed`. */
  expires_at: z.iso.datetime(),
});
export type PaymentAction = z.infer<typeof PaymentAction>;
