import { expect, test } from 'vitest';
import { createProgress } from './progress.ts';

function recorder(isTTY: boolean) {
  let text = '';
  let time = 0;
  const output = { isTTY, write: (chunk: string) => (text += chunk) };
  return { progress: createProgress(output, () => (time += 600)), text: () => text };
}

test('each step is one line in a file, with its time and what it says', async () => {
  const { progress, text } = recorder(false);
  await progress.step(
    'Build',
    async () => 'unchanged',
    (outcome) => outcome,
  );
  progress.note('Something happened.');
  expect(text()).toBe(`  ✓ ${'Build'.padEnd(30)}   0.6 s  unchanged\n  Something happened.\n`);
});

test('on a terminal the running step is completed in its place', async () => {
  const { progress, text } = recorder(true);
  await progress.step('Build', async () => {});
  expect(text()).toMatch(/^ {2}… Build\r {2}✓ Build +0\.6 s\n$/);
});

test('a note in the middle of a step gets a line of its own', async () => {
  const { progress, text } = recorder(true);
  await progress.step('Build', async () => progress.note('Stopping.'));
  expect(text()).toMatch(/^ {2}… Build\n {2}Stopping\.\n {2}✓ Build/);
});

test('a step that fails is marked and passes its error on', async () => {
  const { progress, text } = recorder(false);
  const failing = progress.step('Build', () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(text()).toContain('✗ Build');
});
