import * as z from 'zod';

export const CardBrand = z.enum([
  'visa',
  'mastercard',
  'american-express',
  'discover',
  'diners-club',
  'jcb',
  'unionpay',
  'maestro',
  'elo',
  'mir',
  'hiper',
  'hipercard',
  'verve',
  'cartes-bancaires',
  'unknown',
]);
export type CardBrand = z.infer<typeof CardBrand>;

export const PaymentMethodType = z.enum(['card', 'ach']);
export type PaymentMethodType = z.infer<typeof PaymentMethodType>;

/** What may be shown of a payment method: nothing that PCI DSS 3.4.1 would mask. */
export const MaskedMethod = z.strictObject({
  type: PaymentMethodType,
  brand: CardBrand.nullable(),
  last4: z.string().regex(/^\d{4}$/),
  exp_month: z.int().min(1).max(12).nullable(),
  exp_year: z.int().min(2000).max(2100).nullable(),
  bank_name: z.string().max(120).nullable(),
});
export type MaskedMethod = z.infer<typeof MaskedMethod>;
