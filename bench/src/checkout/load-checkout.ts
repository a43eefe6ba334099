import { setTimeout as delay } from 'node:timers/promises';
import type { Devtools } from './devtools.ts';
import { Traffic } from './traffic.ts';
import type { Transfer } from './traffic.ts';

export interface CheckoutLoad {
  /** From the navigation's start until the last of the fields was ready, in milliseconds of the page's clock. */
  readyMs: number;
  /** Bytes over the wire from the origin that serves the fields: SDK, frames, and what they load. */
  fieldBytes: number;
  /** The same of everything, the shop's own page included. */
  allBytes: number;
  /** The transfers behind `fieldBytes`. */
  fieldTransfers: readonly Transfer[];
}

export interface CheckoutTarget {
  shopOrigin: string;
  fieldsOrigin: string;
  /** How much slower the processor is made for the page and its frames. */
  cpuSlowdown: number;
}

const FIELDS = 5;
const READY_WITHIN_MS = 60_000;
const QUIET_MS = 1_000;

// Runs in the page before its own scripts: notes when the last field says that it is ready.
const PROBE = `new MutationObserver((_, observer) => {
  if (document.querySelectorAll('[data-kind][data-ff-ready]').length < ${FIELDS}) return;
  observer.disconnect();
  globalThis.benchReadyMs = performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-ff-ready'] });`;

interface Attached {
  sessionId: string;
  targetInfo: { type: string };
}

/** Opens the shop's checkout with an empty cache and a slowed processor, in every frame, and measures until its fields are ready. */
export async function loadCheckout(devtools: Devtools, target: CheckoutTarget): Promise<CheckoutLoad> {
  const { browserContextId } = await devtools.send<{ browserContextId: string }>('Target.createBrowserContext');
  const traffic = new Traffic(devtools);
  const forget = devtools.on((_, method, params) => {
    if (method === 'Target.attachedToTarget') void slowDown(devtools, params as Attached, target.cpuSlowdown);
  });
  try {
    const { targetId } = await devtools.send<{ targetId: string }>('Target.createTarget', {
      url: 'about:blank',
      browserContextId,
    });
    const { sessionId } = await devtools.send<{ sessionId: string }>('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    await devtools.send('Page.enable', {}, sessionId);
    await devtools.send('Page.addScriptToEvaluateOnNewDocument', { source: PROBE }, sessionId);
    await devtools.send('Page.navigate', { url: `${target.shopOrigin}/checkout` }, sessionId);
    const readyMs = await waitUntilReady(devtools, sessionId);
    while (traffic.quietMs < QUIET_MS) await delay(50);
    const { transfers } = traffic;
    const fieldTransfers = transfers.filter(({ url }) => url.startsWith(`${target.fieldsOrigin}/`));
    return { readyMs, fieldBytes: sum(fieldTransfers), allBytes: sum(transfers), fieldTransfers };
  } finally {
    forget();
    traffic.stop();
    await devtools.send('Target.disposeBrowserContext', { browserContextId });
  }
}

/** Foreign frames are targets of their own: each is held until its network is watched and its processor slowed. */
async function slowDown(devtools: Devtools, { sessionId, targetInfo }: Attached, rate: number): Promise<void> {
  const send = (method: string, params: object = {}) => devtools.send(method, params, sessionId);
  const steps = [
    send('Network.enable'),
    send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
    ...(targetInfo.type === 'page' || targetInfo.type === 'iframe'
      ? [send('Emulation.setCPUThrottlingRate', { rate })]
      : []),
    send('Runtime.runIfWaitingForDebugger'),
  ];
  // A frame may be gone before it has answered.
  await Promise.allSettled(steps);
}

async function waitUntilReady(devtools: Devtools, sessionId: string): Promise<number> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline) {
    const { result } = await devtools.send<{ result: { value?: number } }>(
      'Runtime.evaluate',
      { expression: 'globalThis.benchReadyMs' },
      sessionId,
    );
    if (result.value !== undefined) return result.value;
    await delay(25);
  }
  throw new Error(`the checkout's fields were not ready within ${READY_WITHIN_MS / 1_000} s`);
}

const sum = (transfers: readonly Transfer[]): number => transfers.reduce((total, { bytes }) => total + bytes, 0);
