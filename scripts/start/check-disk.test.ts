import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { checkDisk, diskProblem } from './check-disk.ts';

test.each([
  [255, true],
  [31, false],
])('%i MB are too few, first start: %s', (freeMb, isFirstStart) => {
  expect(diskProblem('/data', freeMb, isFirstStart)).toMatch(/^The disk of \/data is full .*free some space/);
});

test.each([
  [256, true],
  [32, false],
])('%i MB are enough, first start: %s', (freeMb, isFirstStart) => {
  expect(diskProblem('/data', freeMb, isFirstStart)).toBeNull();
});

test('asks the real disk', async () => {
  await expect(checkDisk(tmpdir(), false)).resolves.toBeUndefined();
});
