import type { Deps, HealthCheck } from '../deps.ts';

export interface CheckedDependency {
  name: string;
  status: 'ok' | 'failing';
  detail: string;
  is_required: boolean;
  duration_ms: number;
}

/** A dependency that does not answer within this time is failing. */
const TIMEOUT_MS = 2_000;

/** Asks the chosen dependencies, all at once. Never throws. */
export function checkHealth(deps: Deps, isChosen: (check: HealthCheck) => boolean): Promise<CheckedDependency[]> {
  return Promise.all(deps.healthChecks.filter(isChosen).map((check) => checkOne(deps, check)));
}

async function checkOne(deps: Deps, dependency: HealthCheck): Promise<CheckedDependency> {
  const { name, isRequired } = dependency;
  const startedAt = performance.now();
  const { isHealthy, detail } = await within(TIMEOUT_MS, dependency.check()).catch((error: unknown) => {
    deps.log.warn({ reason: name, error }, 'health check failed');
    return { isHealthy: false, detail: 'It does not answer.' };
  });
  const durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
  return { name, status: isHealthy ? 'ok' : 'failing', detail, is_required: isRequired, duration_ms: durationMs };
}

async function within<T>(timeoutMs: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('timed out')), timeoutMs);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
