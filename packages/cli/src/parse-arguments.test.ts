import { describe, expect, it } from 'vitest';
import type { Command } from './command.ts';
import { parseInput } from './parse-arguments.ts';

const command: Command = {
  name: 'keys destroy',
  summary: '',
  parameters: [{ name: 'KID', help: '' }],
  options: { now: { help: '', isRequired: false }, thumbprint: { help: '', value: 'KID', isRequired: false } },
  notes: [],
  execute: () => Promise.resolve(),
};
const DASHED = `-${'a'.repeat(42)}`;

describe('a thumbprint that begins with a dash', () => {
  it.each([[[DASHED, '--now']], [['--now', DASHED]], [['--now', '--', DASHED]]])('is a parameter in %j', (args) => {
    expect(parseInput(command, args)).toMatchObject({ kid: DASHED, now: true });
  });

  it('is the value of the option before it', () => {
    expect(parseInput(command, ['--thumbprint', DASHED, 'other'])).toMatchObject({ kid: 'other', thumbprint: DASHED });
  });

  it('leaves real options alone', () => {
    expect(parseInput(command, ['-x', 'other'])).toMatch(/Unknown option/);
  });
});
