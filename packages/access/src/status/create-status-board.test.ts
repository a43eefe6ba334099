import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { createStatusBoard } from './create-status-board.ts';
import type { StatusBoard } from './create-status-board.ts';

let clock: FakeClock;
let truth: Map<string, string>;
let queries: string[][];
let board: StatusBoard<string>;
beforeEach(() => {
  clock = new FakeClock();
  truth = new Map([
    ['a', 'active'],
    ['b', 'active'],
    ['c', 'active'],
  ]);
  queries = [];
  board = createStatusBoard({
    clock,
    read: async (ids) => {
      queries.push(ids);
      return new Map(ids.flatMap((id) => (truth.has(id) ? [[id, truth.get(id) ?? '']] : [])));
    },
  });
});

describe('a status board', () => {
  it('believes an answer for half a second and not a moment longer', async () => {
    expect(await board.get('a')).toBe('active');
    truth.set('a', 'revoked');
    clock.advance(499);
    expect(board.get('a')).toBe('active');
    clock.advance(1);
    expect(await board.get('a')).toBe('revoked');
  });

  it('says undefined for what does not exist, and remembers that too', async () => {
    expect(await board.get('nobody')).toBeUndefined();
    expect(board.get('nobody')).toBeUndefined();
    expect(queries).toHaveLength(1);
  });

  it('asks once for all that is wanted in one turn', async () => {
    expect(await Promise.all(['a', 'b', 'a', 'c'].map(async (id) => board.get(id)))).toEqual([
      'active',
      'active',
      'active',
      'active',
    ]);
    expect(queries).toEqual([['a', 'b', 'c']]);
    expect([...(await board.getMany(['a', 'b', 'nobody']))]).toEqual([
      ['a', 'active'],
      ['b', 'active'],
    ]);
    expect(queries).toEqual([['a', 'b', 'c'], ['nobody']]);
  });

  it('takes along what is in use when it asks again', async () => {
    await board.getMany(['a', 'b', 'c']);
    clock.advance(300);
    expect([board.get('a'), board.get('b')]).toEqual(['active', 'active']);
    clock.advance(200);
    await board.get('a');
    expect(queries).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b'],
    ]);
    expect(board.get('b')).toBe('active');
  });

  it('does not join a question that has been under way for too long', async () => {
    const answers: (() => void)[] = [];
    const slow = createStatusBoard({
      clock,
      read: (ids) =>
        new Promise<Map<string, string>>((resolve) => {
          const seen = new Map(ids.map((id) => [id, truth.get(id) ?? '']));
          answers.push(() => resolve(seen));
        }),
    });
    const first = slow.get('a');
    await Promise.resolve();
    truth.set('a', 'revoked');
    clock.advance(500);
    const second = slow.get('a');
    await Promise.resolve();
    for (const answer of answers) answer();
    expect([await first, await second]).toEqual(['active', 'revoked']);
    expect(slow.get('a')).toBe('revoked');
  });

  it('throws where it cannot read, and reads again next time', async () => {
    let isAway = true;
    const flaky = createStatusBoard({
      clock,
      read: async () => {
        if (isAway) throw new Error('database is away');
        return truth;
      },
    });
    await expect(flaky.get('a')).rejects.toThrow('database is away');
    isAway = false;
    expect(await flaky.get('a')).toBe('active');
  });

  it('asks anew about what it was told to forget', async () => {
    await board.get('a');
    truth.set('a', 'revoked');
    board.forget('a');
    expect(await board.get('a')).toBe('revoked');
  });

  it('reads again when the clock is set back', async () => {
    await board.get('a');
    truth.set('a', 'revoked');
    clock.advance(-3_600_000);
    expect(await board.get('a')).toBe('revoked');
  });
});
