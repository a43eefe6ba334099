import { expect, test } from 'vitest';
import { parsePostmasterFile } from './postmaster-file.ts';

const file = (pid: string, status: string) =>
  [pid, '/data', '1795223820', '5432', '', '127.0.0.1', '  1234  5678', status, ''].join('\n');

test('reads the process and whether it is ready', () => {
  expect(parsePostmasterFile(file('4711', 'ready   '))).toEqual({ pid: 4711, port: 5432, isReady: true });
  expect(parsePostmasterFile(file('4711', 'starting'))).toEqual({ pid: 4711, port: 5432, isReady: false });
});

test('a file that is still being written is not ready', () => {
  expect(parsePostmasterFile('4711\n/data\n')).toEqual({ pid: 4711, port: null, isReady: false });
});

test.each(['', 'nonsense', '-1\n', '0\n', '1.5\n'])('%j names no process', (text) => {
  expect(parsePostmasterFile(text)).toBeNull();
});
