import 'server-only';
import { parseEnv, type WebEnv } from './parse-env.ts';

let parsed: WebEnv | undefined;

/** The settings, read at run time and once: the same build serves any origin. */
export function webEnv(): WebEnv {
  parsed ??= parseEnv(process.env);
  return parsed;
}
