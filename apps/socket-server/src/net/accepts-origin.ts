import type { Settings } from '../env/settings.ts';

/** Browsers always send Origin with a WebSocket; only development serves a client without one, such as a test. */
export function acceptsOrigin({ isProduction }: Settings, origin: string | undefined, allowed: string): boolean {
  return origin === undefined ? !isProduction : origin === allowed;
}
