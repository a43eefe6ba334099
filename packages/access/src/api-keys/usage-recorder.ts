import type { ApiKeyStore, Clock } from '../ports.ts';

const MIN_INTERVAL_MS = 60_000;
const MAX_KEYS = 20_000;

/** Notes when keys were used, at most once a minute each. It never delays or fails the request that it notes. */
export function createUsageRecorder(
  store: ApiKeyStore,
  clock: Clock,
  onFailure: (error: unknown) => void,
): (keyId: string) => void {
  const notedAt = new Map<string, number>();
  return (keyId) => {
    const at = clock.now();
    const last = notedAt.get(keyId);
    if (last !== undefined && at.getTime() - last < MIN_INTERVAL_MS) return;
    if (notedAt.size >= MAX_KEYS) notedAt.clear();
    notedAt.set(keyId, at.getTime());
    store.touch(keyId, at).catch((error: unknown) => {
      // The next use tries again.
      notedAt.delete(keyId);
      onFailure(error);
    });
  };
}
