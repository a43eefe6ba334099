import { describe, expect, it } from 'vitest';
import { remember } from './remember.ts';

describe('remembering', () => {
  it('asks once while it remembers, also for many at a time, and again afterwards', async () => {
    let now = 0;
    let reads = 0;
    const read = remember(async (key) => `${key}${++reads}`, 10_000, { now: () => now });
    expect(await Promise.all([read('a'), read('a')])).toEqual(['a1', 'a1']);
    now = 9_999;
    expect(await read('a')).toBe('a1');
    now = 10_000;
    expect(await read('a')).toBe('a2');
    expect(await read('b')).toBe('b3');
  });

  it('remembers no failure', async () => {
    let reads = 0;
    const read = remember(async () => {
      if (++reads === 1) throw new Error('the database is away');
      return 'back';
    }, 10_000);
    await expect(read('a')).rejects.toThrow('away');
    expect(await read('a')).toBe('back');
  });

  it('keeps a bounded number of answers, the newest', async () => {
    let reads = 0;
    const read = remember(async () => ++reads, 10_000);
    for (let key = 0; key <= 2_000; key++) await read(String(key));
    expect(await read('2000')).toBe(2_001);
    expect(await read('0')).toBe(2_002);
  });
});
