import { readFile } from 'node:fs/promises';
import { PaymentStatus } from '@fieldfare/protocol';
import { describe, expect, test } from 'vitest';
import { LEGAL_MOVES, assertLegalMove } from './state-machine.ts';

const STATUSES = PaymentStatus.options;
// A refunded payment is not among them: its bank may return the debit all the same. Nor is an expired one: it may have been captured past us.
const TERMINAL: PaymentStatus[] = ['canceled', 'declined', 'failed'];

describe('the state machine', () => {
  test('has one row for every status and leads to known ones only', () => {
    expect(Object.keys(LEGAL_MOVES).toSorted()).toEqual([...STATUSES].toSorted());
    for (const targets of Object.values(LEGAL_MOVES)) {
      for (const target of targets) expect(STATUSES).toContain(target);
    }
  });

  test('is what the diagram of the README shows', async () => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    const drawn = [...readme.matchAll(/^ {2}(\w+) --> (\w+)/gm)].map(([, from, to]) => `${from} ${to}`);
    const legal = Object.entries(LEGAL_MOVES).flatMap(([from, targets]) => targets.map((to) => `${from} ${to}`));
    expect(drawn.toSorted()).toEqual(legal.toSorted());
  });

  test('ends in the terminal statuses and in no other', () => {
    expect(STATUSES.filter((status) => LEGAL_MOVES[status].length === 0).toSorted()).toEqual(TERMINAL.toSorted());
  });

  test('reaches every status from processing', () => {
    const reached = new Set<PaymentStatus>(['processing']);
    for (const status of reached) for (const next of LEGAL_MOVES[status]) reached.add(next);
    expect([...reached].toSorted()).toEqual([...STATUSES].toSorted());
  });

  test('never leads back to the beginning or out of doubt into doubt', () => {
    for (const targets of Object.values(LEGAL_MOVES)) expect(targets).not.toContain('processing');
    expect(LEGAL_MOVES.authorized).not.toContain('unknown');
  });

  test.each(STATUSES.flatMap((from) => STATUSES.map((to) => [from, to] as const)))(
    'from %s to %s is as the table says',
    (from, to) => {
      const isLegal = from === to || LEGAL_MOVES[from].includes(to);
      const move = () => assertLegalMove(from, to);
      expect(isLegal ? catchError(move) : undefined).toBeUndefined();
      expect(isLegal || catchError(move) instanceof RangeError).toBe(true);
    },
  );

  test.each([
    ['declined', 'authorized'],
    ['canceled', 'captured'],
    ['expired', 'canceled'],
    ['captured', 'canceled'],
    ['refunded', 'authorized'],
    ['authorized', 'refunded'],
  ] as const)('money cannot go from %s to %s', (from, to) => {
    expect(() => assertLegalMove(from, to)).toThrow(`a payment cannot go from ${from} to ${to}`);
  });
});

function catchError(act: () => void): unknown {
  try {
    act();
    return undefined;
  } catch (error) {
    return error;
  }
}
