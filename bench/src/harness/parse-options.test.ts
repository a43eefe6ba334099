import { describe, expect, it } from 'vitest';
import { parseOptions } from './parse-options.ts';

const known = ['handshake', 'payments'];

describe('the command line', () => {
  it('means every benchmark where none is named', () => {
    expect(parseOptions([], known)).toEqual({ names: known, isQuick: false, rounds: 5 });
  });

  it('takes names, each once, and the short form', () => {
    expect(parseOptions(['payments', 'payments', '--quick'], known)).toEqual({
      names: ['payments'],
      isQuick: true,
      rounds: 1,
    });
  });

  it('refuses what it does not know, and says what it knows', () => {
    expect(() => parseOptions(['speed'], known)).toThrow('There is no benchmark "speed". Known: handshake, payments.');
    expect(() => parseOptions(['--rounds', '0'], known)).toThrow('--rounds');
    expect(() => parseOptions(['--fast'], known)).toThrow('--fast');
  });
});
