const LOOKS = 12;
const LOOK_EVERY_MS = 500;

/**
 * What the payment server's heap and external memory hold, in bytes: the lowest of several looks, because between two of them the server has
 * collected what nobody holds.
 */
export async function leastMemory(url: string): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look < LOOKS; look += 1) {
    least = Math.min(least, await memoryInUse(url));
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
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
