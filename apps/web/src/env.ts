import { parseEnv, type WebEnv } from './parse-env.ts';

let parsed: WebEnv | undefined;

/**
 * The settings, read at run time and once: the same build serves any origin. Not marked `server-only`, which no API route may import; a
 * browser has no such environment, and Next writes none of it into what it sends there.
 */
export function webEnv(): WebEnv {
  parsed ??= parseEnv(process.env);
  return parsed;
}
