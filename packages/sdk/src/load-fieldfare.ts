import type { Fieldfare } from './fieldfare.ts';
import { MisuseError } from './misuse-error.ts';

export interface LoadOptions {
  /** Where the fields are served from, for instance `https://fields.example.com`. */
  fieldsOrigin: string;
  /** A release, as in `0.1.0`, whose file never changes. Default: `v1`, which moves with the server. */
  version?: string;
  /** The file's hash as `/sdk/{version}/manifest.json` names it; only a version has one. */
  integrity?: string;
  /** For a page whose policy asks scripts for one. */
  nonce?: string;
  signal?: AbortSignal;
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;

/** Loads under way and done, by address: a page that asks again gets the script that it has. */
const loads = new Map<string, Promise<typeof Fieldfare>>();

/**
 * Puts the SDK's script into the page and answers `Fieldfare`. While the network is away it tries again, after longer and longer, and at
 * once when the network returns; so it rejects on misuse, and when its signal ends it, only.
 */
export async function loadFieldfare(options: LoadOptions): Promise<typeof Fieldfare> {
  const { fieldsOrigin, version = 'v1', signal } = options;
  if (typeof document === 'undefined') {
    throw new MisuseError(
      'no_document',
      'The SDK loads in browsers. Call loadFieldfare in an effect or an event listener.',
    );
  }
  if (!URL.canParse(fieldsOrigin)) {
    throw new MisuseError('fields_origin_missing', 'Pass `fieldsOrigin`, for instance https://fields.example.com.');
  }
  signal?.throwIfAborted();
  const src = new URL(`/sdk/${version}/fieldfare.js`, fieldsOrigin).href;
  const load = loads.get(src) ?? loadWithRetries(src, options);
  loads.set(src, load);
  load.catch(() => loads.delete(src));
  return load;
}

async function loadWithRetries(src: string, options: LoadOptions): Promise<typeof Fieldfare> {
  for (let attempt = 0; ; attempt++) {
    if (await appendScript(src, options)) return window.Fieldfare;
    await untilWorthATry(Math.min(FIRST_DELAY_MS * 2 ** attempt, LONGEST_DELAY_MS), options.signal);
  }
}

/** Whether the script came. One that did not is taken away again. */
function appendScript(src: string, { integrity, nonce }: LoadOptions): Promise<boolean> {
  const script = document.createElement('script');
  if (integrity !== undefined) script.integrity = integrity;
  if (nonce !== undefined) script.nonce = nonce;
  script.crossOrigin = 'anonymous';
  script.async = true;
  script.src = trusted(src);
  return new Promise((resolve) => {
    script.addEventListener('load', () => resolve(true));
    script.addEventListener('error', () => {
      script.remove();
      resolve(false);
    });
    document.head.append(script);
  });
}

interface TrustedTypes {
  createPolicy(name: string, rules: object): { createScriptURL(url: string): string };
}

/** A page that asks for Trusted Types allows the policy `fieldfare`; it makes addresses of this one script. */
function trusted(src: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined) return src;
  policy ??= trustedTypes.createPolicy('fieldfare', { createScriptURL: (url: string) => url });
  return policy.createScriptURL(src);
}
let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

/** Waits for a time, or until the network returns; rejects with the signal's reason when that ends it. */
function untilWorthATry(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const waited = new AbortController();
  const timer = setTimeout(resolve, delayMs);
  addEventListener('online', () => resolve(), { signal: waited.signal });
  signal?.addEventListener('abort', () => reject(signal.reason as Error), { signal: waited.signal });
  if (signal?.aborted === true) reject(signal.reason as Error);
  return promise.finally(() => {
    clearTimeout(timer);
    waited.abort();
  });
}
