import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const PAGE = new URL('../../docs/what-nobody-else-has.md', import.meta.url);
const text = await readFile(PAGE, 'utf8');
const claims = [...text.matchAll(/\[([^\]]+)\]\(([^)]+\.tsx?)\)/g)].map(([, title = '', file = '']) => ({
  title,
  file,
}));

it('names a test for each of the twelve', () => {
  expect([...text.matchAll(/^\| (\d+) \|/gm)].map(([, number]) => Number(number))).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
  ]);
  expect(claims.length).toBeGreaterThan(20);
});

it.each(claims)('there is a test "$title"', async ({ title, file }) => {
  expect(await readFile(new URL(file, PAGE), 'utf8')).toContain(title);
});
