import type { AttemptDecision, AttemptLimiter } from '@fieldfare/access';
import { FieldfareError } from '@fieldfare/protocol';
import type { FastifyReply } from 'fastify';
import type { Deps } from '../deps.ts';

export type LimitName = 'ip' | 'key' | 'merchant';

export interface RateLimits {
  /** Counts a request under that name, says in its headers what is left, and throws `rate_limited` where nothing is. */
  take(name: LimitName, subject: string, reply: FastifyReply): Promise<void>;
}

/** The limiters of REST: shared by all payment servers where they share a Redis. */
export type RequestLimiters = Record<LimitName, AttemptLimiter>;

const WINDOW_SECONDS = 60;

/** How many requests a minute an address, a key and a merchant may make, told by the header fields of draft-ietf-httpapi-ratelimit-headers. */
export function createRateLimits({
  settings,
  metrics,
  requestLimiters: limiters,
}: Pick<Deps, 'settings' | 'metrics' | 'requestLimiters'>): RateLimits {
  const { requestsPerMinutePerIp, requestsPerMinutePerKey, requestsPerMinutePerMerchant } = settings.limits;
  const quotas = { ip: requestsPerMinutePerIp, key: requestsPerMinutePerKey, merchant: requestsPerMinutePerMerchant };
  return {
    take: async (name, subject, reply) => {
      const decision = await limiters[name].take(subject);
      append(reply, 'RateLimit-Policy', `"${name}";q=${quotas[name]};w=${WINDOW_SECONDS}`);
      append(reply, 'RateLimit', `"${name}";${leftOf(decision)}`);
      if (decision.isAllowed) return;
      metrics.rateLimitExceeded.inc({ limit: name });
      throw tooManyRequests(name, decision.retryAfterMs);
    },
  };
}

function leftOf(decision: AttemptDecision): string {
  if (!decision.isAllowed) return `r=0;t=${Math.ceil(decision.retryAfterMs / 1_000)}`;
  const { remaining = 0, resetMs = 0 } = decision;
  return `r=${remaining};t=${Math.ceil(resetMs / 1_000)}`;
}

/** Structured lists: a request counts under several names. */
function append(reply: FastifyReply, header: string, item: string): void {
  const present = reply.getHeader(header);
  void reply.header(header, typeof present === 'string' ? `${present}, ${item}` : item);
}

const WHOSE = { ip: 'from this address', key: 'with this key', merchant: 'of this merchant' };

function tooManyRequests(name: LimitName, retryAfterMs: number): FieldfareError {
  return new FieldfareError('rate_limited', {
    detail: 'too_many_requests',
    retryable: true,
    retryAfterMs,
    message: `Too many requests ${WHOSE[name]}. Wait for as long as Retry-After says.`,
  });
}
