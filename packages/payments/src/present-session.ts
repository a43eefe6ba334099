import type { Session, SessionView } from '@fieldfare/protocol';
import type { SessionWithPayment } from './ports/session-repository.ts';
import { presentResult } from './present-payment.ts';

/** The session as REST shows it; `ptToken` only where the answer makes one. */
export function presentSession({ session, payment }: SessionWithPayment, ptToken?: string): Session {
  return {
    id: session.id,
    object: 'session',
    mode: session.mode,
    kind: session.kind,
    session_key: session.sessionKey,
    status: session.status,
    revision: session.revision,
    generation: session.generation,
    amount_minor: session.amountMinor,
    fee_minor: session.feeMinor,
    fee_mode: session.feeMode,
    total_minor: session.totalMinor,
    currency: session.currency,
    origin: session.origin,
    reference: session.reference,
    customer: session.customerId,
    payment_method: session.savedMethod?.id ?? null,
    methods: session.methods,
    capture: session.capture,
    page_may: session.pageMay,
    payment: payment && presentResult(payment),
    metadata: session.metadata,
    expires_at: session.expiresAt.toISOString(),
    created_at: session.createdAt.toISOString(),
    ...(ptToken === undefined ? {} : { pt_token: ptToken }),
  };
}

/** The session as its own fields see it. */
export function presentSessionView({ session, payment }: SessionWithPayment, merchantName: string): SessionView {
  return {
    id: session.id,
    status: session.status,
    revision: session.revision,
    kind: session.kind,
    merchant_uid: session.merchantId,
    merchant_name: merchantName,
    amount_minor: session.amountMinor,
    fee_minor: session.feeMinor,
    total_minor: session.totalMinor,
    currency: session.currency,
    methods: session.methods,
    page_may: session.pageMay,
    saved_method: session.savedMethod,
    payment: payment && presentResult(payment),
    expires_at: session.expiresAt.toISOString(),
  };
}
