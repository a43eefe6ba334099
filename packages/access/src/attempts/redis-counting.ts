import { RateLimiterRedis, RLWrapperTimeouts } from 'rate-limiter-flexible';

/** How servers count together in one Redis. */
export interface RedisCounting {
  /** A connected client of the package `redis` whose commands fail at once while Redis is gone. */
  client: object;
  /** Keeps the counts of one limiter apart from those of every other in the same Redis. */
  name: string;
  /** Told of everything that Redis could not count. */
  onFallback: (error: unknown) => void;
  /** Told how long Redis took to answer, or to fail to. */
  onAnswer: (operation: RedisOperation, seconds: number, hasAnswered: boolean) => void;
}

export type RedisOperation = 'take' | 'give_back' | 'tell';

/** A Redis that takes longer is as good as gone: who waits for it is a shopper. */
const ANSWER_WITHIN_MS = 500;

/** Counts in Redis, and fails where it does not answer in time. */
export function countInRedis(
  { client, name }: Pick<RedisCounting, 'client' | 'name'>,
  { points, windowMs }: { points: number; windowMs: number },
): RLWrapperTimeouts {
  const limiter = new RateLimiterRedis({
    storeClient: client,
    useRedisPackage: true,
    keyPrefix: `fieldfare:limit:${name}`,
    points,
    duration: windowMs / 1_000,
  });
  return new RLWrapperTimeouts({ limiter, timeoutMs: ANSWER_WITHIN_MS });
}

/** Asks Redis and says how long that took, whether it answered or not. */
export async function timed<T>(
  { onAnswer }: Pick<RedisCounting, 'onAnswer'>,
  operation: RedisOperation,
  ask: () => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  let hasAnswered = false;
  try {
    const answer = await ask();
    hasAnswered = true;
    return answer;
  } finally {
    onAnswer(operation, (performance.now() - startedAt) / 1_000, hasAnswered);
  }
}
