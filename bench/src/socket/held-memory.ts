import type { RunningPaymentServer } from '../system/start-payment-server.ts';

const LOOKS = 4;
const LOOK_EVERY_MS = 500;

/**
 * What the payment server's heap and external memory hold, in bytes: the lowest of several looks, each after a full collection, so that what
 * nobody holds any more is not counted.
 */
export async function heldMemory({ url, pid }: Pick<RunningPaymentServer, 'url' | 'pid'>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look < LOOKS; look += 1) {
    process.kill(pid, 'SIGUSR2');
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    least = Math.min(least, await memoryInUse(url));
  }
  return least;
}

async function memoryInUse(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return valueOf(text, 'nodejs_heap_size_used_bytes') + valueOf(text, 'nodejs_external_memory_bytes');
}

function valueOf(text: string, name: string): number {
  const value = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1];
  if (value === undefined) throw new Error(`/metrics does not tell ${name}`);
  return Number(value);
}
