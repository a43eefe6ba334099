import { clientNetwork } from '@fieldfare/access';
import type { AttemptLimiter } from '@fieldfare/access';
import { FieldfareError } from '@fieldfare/protocol';

/** How many handshakes may come in a minute; counted together by all payment servers where they share a Redis. */
export interface HandshakeLimiters {
  ip: AttemptLimiter;
  merchant: AttemptLimiter;
  session: AttemptLimiter;
}

/** Counts a handshake under its network. */
export function takeHandshakeOfIp({ ip: limiter }: HandshakeLimiters, ip: string): Promise<void> {
  return take(limiter, clientNetwork(ip), 'from this address');
}

/** Counts an authenticated handshake under its session and its merchant: the session first, so that it alone cannot use up the merchant's share. */
export async function takeHandshakeOfSession(
  { session, merchant }: HandshakeLimiters,
  { sessionId, merchantId }: { sessionId: string; merchantId: string },
): Promise<void> {
  await take(session, sessionId, 'of this session');
  await take(merchant, merchantId, 'of this merchant');
}

async function take(limiter: AttemptLimiter, key: string, whose: string): Promise<void> {
  const decision = await limiter.take(key);
  if (decision.isAllowed) return;
  throw new FieldfareError('rate_limited', {
    detail: 'too_many_handshakes',
    retryable: true,
    retryAfterMs: decision.retryAfterMs,
    message: `Too many connections are being opened ${whose}. Connect again in ${Math.ceil(decision.retryAfterMs / 1_000)} seconds.`,
  });
}
