import { setTimeout as delay } from 'node:timers/promises';
import { percentile } from '../harness/percentile.ts';
import type { Devtools } from './devtools.ts';
import { Traffic } from './traffic.ts';
import type { Transfer } from './traffic.ts';
import { typeDigits } from './type-digits.ts';

export interface CheckoutLoad {
  /** From the navigation's start until the last of the fields was ready, in milliseconds of the page's clock. */
  readyMs: number;
  /** The same from the moment when the first field was mounted. */
  mountedToReadyMs: number;
  /** Processor time that the scripts of the page and its frames took until then and a second longer, in milliseconds. */
  scriptMs: number;
  /** From a key to the painted frame, of 95 keystrokes in 100 in the card number, in milliseconds; NaN where nobody typed. */
  keystrokeMs: number;
  /** Cumulative layout shift of the page. */
  layoutShift: number;
  /** Bytes over the wire from the origin that serves the fields: SDK, frames, and what they load. */
  fieldBytes: number;
  /** The same of everything, the shop's own page included. */
  allBytes: number;
  /** The transfers behind `fieldBytes`. */
  fieldTransfers: readonly Transfer[];
}

/** As the DevTools take it: latency in milliseconds, throughput in bytes a second. */
export interface NetworkProfile {
  latency: number;
  downloadThroughput: number;
  uploadThroughput: number;
}

export interface CheckoutTarget {
  shopOrigin: string;
  fieldsOrigin: string;
  /** How much slower the processor is made for the page and its frames. */
  cpuSlowdown: number;
  network?: NetworkProfile;
  /** How answers may be compressed; as the browser takes them by itself unless said. */
  encoding?: 'gzip' | 'br';
  /** Whether the shopper was here a moment ago. */
  isWarm?: boolean;
  /** Whether a card number is typed in the end. */
  isTypedIn?: boolean;
}

const FIELDS = 5;
const READY_WITHIN_MS = 60_000;
const QUIET_MS = 1_000;

// Runs in the page before its own scripts: notes when the first field is mounted, when the last says that it is ready, and what shifts.
const PROBE = `globalThis.bench = { shift: 0 };
new PerformanceObserver((list) => { for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) bench.shift += value; })
  .observe({ type: 'layout-shift', buffered: true });
new MutationObserver((_, observer) => {
  bench.mountedMs ??= document.querySelector('[data-kind] iframe') === null ? undefined : performance.now();
  if (document.querySelectorAll('[data-kind][data-ff-ready]').length < ${FIELDS}) return;
  observer.disconnect();
  bench.readyMs = performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-ff-ready'] });`;

interface Attached {
  sessionId: string;
  targetInfo: { type: string };
}

interface Probed {
  mountedMs?: number;
  readyMs?: number;
  shift: number;
}

/** Opens the shop's checkout with an empty cache and a slowed processor, in every frame, and measures until its fields are ready. */
export async function loadCheckout(devtools: Devtools, target: CheckoutTarget): Promise<CheckoutLoad> {
  const { browserContextId } = await devtools.send<{ browserContextId: string }>('Target.createBrowserContext');
  const frames = new Set<string>();
  const forget = devtools.on((_, method, params) => {
    if (method !== 'Target.attachedToTarget') return;
    const attached = params as Attached;
    if (attached.targetInfo.type === 'iframe') frames.add(attached.sessionId);
    void slowDown(devtools, attached, target);
  });
  try {
    const { targetId } = await devtools.send<{ targetId: string }>('Target.createTarget', {
      url: 'about:blank',
      browserContextId,
    });
    const attaching = { targetId, flatten: true };
    const { sessionId } = await devtools.send<{ sessionId: string }>('Target.attachToTarget', attaching);
    await devtools.send('Page.enable', {}, sessionId);
    await devtools.send('Page.addScriptToEvaluateOnNewDocument', { source: PROBE }, sessionId);
    if (target.isWarm === true) await visit(devtools, sessionId, target);
    frames.clear();
    const visited = await visit(devtools, sessionId, target);
    const scriptMs = await scriptTime(devtools, [sessionId, ...frames]);
    const keystrokes = target.isTypedIn === true ? await typeDigits(devtools, sessionId, frames) : [];
    return { ...visited, scriptMs, keystrokeMs: percentile(keystrokes, 0.95) };
  } finally {
    forget();
    await devtools.send('Target.disposeBrowserContext', { browserContextId });
  }
}

async function visit(
  devtools: Devtools,
  sessionId: string,
  { shopOrigin, fieldsOrigin }: CheckoutTarget,
): Promise<Omit<CheckoutLoad, 'scriptMs' | 'keystrokeMs'>> {
  const traffic = new Traffic(devtools);
  try {
    await devtools.send('Page.navigate', { url: `${shopOrigin}/checkout` }, sessionId);
    const { readyMs, mountedMs } = await waitUntilReady(devtools, sessionId);
    while (traffic.quietMs < QUIET_MS) await delay(50);
    const { shift: layoutShift } = await probed(devtools, sessionId);
    const { transfers } = traffic;
    const fieldTransfers = transfers.filter(({ url }) => url.startsWith(`${fieldsOrigin}/`));
    const bytes = { fieldBytes: sum(fieldTransfers), allBytes: sum(transfers), fieldTransfers };
    return { readyMs, mountedToReadyMs: readyMs - mountedMs, layoutShift, ...bytes };
  } finally {
    traffic.stop();
  }
}

/** Foreign frames are targets of their own: each is held until its network is watched and its processor slowed. */
async function slowDown(
  devtools: Devtools,
  { sessionId, targetInfo }: Attached,
  { cpuSlowdown, network, encoding }: CheckoutTarget,
): Promise<void> {
  const send = (method: string, params: object = {}) => devtools.send(method, params, sessionId);
  const isPage = targetInfo.type === 'page' || targetInfo.type === 'iframe';
  const steps = [
    send('Network.enable'),
    ...(encoding === undefined
      ? []
      : [send('Network.setExtraHTTPHeaders', { headers: { 'Accept-Encoding': encoding } })]),
    send('Performance.enable'),
    send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
    ...(network === undefined ? [] : [send('Network.emulateNetworkConditions', { offline: false, ...network })]),
    ...(isPage ? [send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown })] : []),
    send('Runtime.runIfWaitingForDebugger'),
  ];
  // A frame may be gone before it has answered.
  await Promise.allSettled(steps);
}

async function scriptTime(devtools: Devtools, sessions: readonly string[]): Promise<number> {
  const times = sessions.map(async (session) => {
    const { metrics } = await devtools.send<{ metrics: { name: string; value: number }[] }>(
      'Performance.getMetrics',
      {},
      session,
    );
    return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0) * 1_000;
  });
  return (await Promise.all(times)).reduce((total, each) => total + each, 0);
}

async function probed(devtools: Devtools, sessionId: string): Promise<Probed> {
  const { result } = await devtools.send<{ result: { value?: Probed } }>(
    'Runtime.evaluate',
    { expression: 'globalThis.bench', returnByValue: true },
    sessionId,
  );
  return result.value ?? { shift: 0 };
}

async function waitUntilReady(devtools: Devtools, sessionId: string): Promise<{ readyMs: number; mountedMs: number }> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline) {
    const { readyMs, mountedMs } = await probed(devtools, sessionId);
    if (readyMs !== undefined && mountedMs !== undefined) return { readyMs, mountedMs };
    await delay(25);
  }
  throw new Error(`the checkout's fields were not ready within ${READY_WITHIN_MS / 1_000} s`);
}

const sum = (transfers: readonly Transfer[]): number => transfers.reduce((total, { bytes }) => total + bytes, 0);
