import { describe, expect, it } from 'vitest';
import { FairQueue } from './fair-queue.ts';

const drained = (queue: FairQueue<string>) => {
  const items: string[] = [];
  for (let item = queue.shift(); item !== undefined; item = queue.shift()) items.push(item);
  return items;
};

describe('a queue of what many ask for', () => {
  it('serves each in turn, and one asker in order', () => {
    const queue = new FairQueue<string>(10);
    for (const item of ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']) queue.push(item[0] ?? '', item);
    expect(drained(queue)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
  });

  it('has whoever holds most of it give a place up, and refuses only who has as much', () => {
    const queue = new FairQueue<string>(4);
    for (const item of ['a1', 'a2', 'a3', 'a4']) expect(queue.push('a', item)).toBeNull();
    expect(queue.push('a', 'a5')).toBe('a5');
    expect(queue.push('b', 'b1')).toBe('a4');
    expect(queue.push('b', 'b2')).toBe('a3');
    expect(queue.push('b', 'b3')).toBe('b3');
    expect(queue.push('c', 'c1')).toBe('a2');
    expect(drained(queue)).toEqual(['a1', 'b1', 'c1', 'b2']);
  });

  it('has no more than its places, however many ask', () => {
    const queue = new FairQueue<string>(4);
    const refused = Array.from({ length: 9 }, (_, i) => queue.push(`lane ${i}`, `item ${i}`)).filter(Boolean);
    expect(refused).toHaveLength(5);
    expect(queue.drain()).toHaveLength(4);
    expect(queue.shift()).toBeUndefined();
    expect(queue.push('a', 'again')).toBeNull();
  });
});
