// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Fieldfare } from './fieldfare.ts';
import { loadFieldfare } from './load-fieldfare.ts';

const FIELDS_ORIGIN = 'https://fields.example';
const scripts = () => [...document.querySelectorAll('script')];
const end = async (name: 'load' | 'error') => {
  if (name === 'load') window.Fieldfare = SDK;
  scripts().at(-1)?.dispatchEvent(new Event(name));
  await vi.advanceTimersByTimeAsync(0);
};
const SDK = (() => undefined) as unknown as typeof Fieldfare;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  document.head.replaceChildren();
});

it('loads a release by its hash and with the page’s nonce, once however often it is asked', async () => {
  const options = { fieldsOrigin: FIELDS_ORIGIN, version: '1.2.3', integrity: 'sha384-abc', nonce: 'n' };
  const [first, second] = [loadFieldfare(options), loadFieldfare(options)];
  await vi.advanceTimersByTimeAsync(0);
  expect(scripts()).toHaveLength(1);
  expect(scripts()[0]).toMatchObject({
    src: `${FIELDS_ORIGIN}/sdk/1.2.3/fieldfare.js`,
    integrity: 'sha384-abc',
    nonce: 'n',
    crossOrigin: 'anonymous',
  });
  await end('load');
  expect([await first, await second]).toEqual([SDK, SDK]);
});

it('tries again after one second, two, four, and at once when the network returns', async () => {
  const loading = loadFieldfare({ fieldsOrigin: FIELDS_ORIGIN, version: '1.0.1' });
  await vi.advanceTimersByTimeAsync(0);
  for (const delayMs of [1_000, 2_000]) {
    await end('error');
    expect(scripts()).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(delayMs - 1);
    expect(scripts()).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(scripts()).toHaveLength(1);
  }
  await end('error');
  window.dispatchEvent(new Event('online'));
  await vi.advanceTimersByTimeAsync(0);
  expect(scripts()).toHaveLength(1);
  await end('load');
  expect(await loading).toBe(SDK);
  expect(vi.getTimerCount()).toBe(0);
});

it('stops when its signal says so, and begins anew when it is asked again', async () => {
  const stop = new AbortController();
  const options = { fieldsOrigin: FIELDS_ORIGIN, version: '1.0.2' };
  const loading = loadFieldfare({ ...options, signal: stop.signal }).catch((error: Error) => error.message);
  await vi.advanceTimersByTimeAsync(0);
  await end('error');
  stop.abort(new Error('closed'));
  expect(await loading).toBe('closed');
  expect(vi.getTimerCount()).toBe(0);
  const again = loadFieldfare(options);
  await vi.advanceTimersByTimeAsync(0);
  await end('load');
  expect(await again).toBe(SDK);
});

it('is misuse without an address', async () => {
  await expect(loadFieldfare({ fieldsOrigin: 'fields' })).rejects.toThrow('fields_origin_missing');
});
