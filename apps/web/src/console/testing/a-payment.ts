import { newId, type Payment } from '@fieldfare/protocol';

/** An authorized card payment of 19.99 USD for tests; `changes` says what is special about this one. */
export function aPayment(changes: Partial<Payment> = {}): Payment {
  return {
    id: newId('payment'),
    object: 'payment',
    mode: 'test',
    session: newId('session'),
    customer: null,
    reference: 'order-1',
    amount_minor: 1999,
    fee_minor: 88,
    total_minor: 1999,
    authorized_minor: 1999,
    captured_minor: 0,
    refunded_minor: 0,
    currency: 'USD',
    fee_mode: 'merchant_fee',
    status: 'authorized',
    pending_operation: null,
    payment_token: 'ptk_1',
    record_number: '7K3M-92QX-4TBX',
    method: { type: 'card', brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2030, bank_name: null },
    payment_method: null,
    processor: 'sandbox',
    processor_reference: null,
    decline_code: null,
    return_code: null,
    disputed: false,
    dispute_lost_minor: 0,
    authorization_expires_at: null,
    version: 2,
    metadata: {},
    created_at: '2026-11-01T10:00:00.000Z',
    updated_at: '2026-11-01T10:00:00.000Z',
    ...changes,
  };
}
