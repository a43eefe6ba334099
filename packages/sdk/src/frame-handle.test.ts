// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FrameHandle } from './frame-handle.ts';
import type { LoadFailure } from './explain-load-failure.ts';

const FIELDS_ORIGIN = 'https://fields.example';
let failures: LoadFailure[] = [];
let frame: FrameHandle;
/** When the frame began to load, in seconds. */
let loads: number[] = [];

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1_000);
/** The browser shows something in the frame, and it says nothing: a refusal, or the browser's own page for a blocked one. */
const showSomethingSilent = () => frame.element.dispatchEvent(new Event('load'));

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  [failures, loads] = [[], []];
  frame = new FrameHandle('card-number', FIELDS_ORIGIN, {
    booted: async () => ({ pt_token: null, setup: null }),
    message: () => undefined,
    gone: () => undefined,
    failed: (failure) => failures.push(failure),
  });
  vi.spyOn(frame.element, 'src', 'set').mockImplementation(() => void loads.push(Date.now() / 1_000));
  document.body.append(frame.element);
});
afterEach(() => {
  frame.remove();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('loads again after one second, two, four and so on up to thirty, and says once why it does not come', async () => {
  frame.load('mer_1');
  for (const wait of [1, 2, 4, 8, 16, 30, 30]) {
    showSomethingSilent();
    await seconds(1 + wait);
  }
  expect(loads).toEqual([0, 2, 5, 10, 19, 36, 67, 98]);
  expect(failures.map(({ code }) => code)).toEqual(['frame_blocked']);
  // Put in anew each time: the same address again would not navigate.
  expect(document.querySelectorAll('iframe')).toHaveLength(1);
});

it('loads at once when the network returns, and never again once it is removed', async () => {
  frame.load('mer_1');
  showSomethingSilent();
  await seconds(1.5);
  window.dispatchEvent(new Event('online'));
  expect(loads).toEqual([0, 1.5]);
  frame.remove();
  window.dispatchEvent(new Event('online'));
  await seconds(120);
  expect(loads).toEqual([0, 1.5]);
  expect(vi.getTimerCount()).toBe(0);
});

it('gives up, and says so at once, where the server says that no other try can help', async () => {
  const headers = { 'fieldfare-error': 'origin_mismatch', 'fieldfare-message': 'Not here.' };
  vi.stubGlobal('fetch', async () => new Response('', { headers }));
  frame.load('mer_1');
  showSomethingSilent();
  await seconds(120);
  expect(loads).toEqual([0]);
  expect(failures.map(({ code }) => code)).toEqual(['origin_mismatch']);
});
