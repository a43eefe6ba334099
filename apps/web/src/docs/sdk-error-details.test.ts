import { readdir, readFile } from 'node:fs/promises';
import { DeclineCode } from '@fieldfare/protocol';
import { expect, test } from 'vitest';
import { SDK_ERRORS } from './sdk-error-details.ts';

const PACKAGES = new URL('../../../../packages/', import.meta.url);

/** The text of every source of a package that a checkout runs. */
async function sourcesOf(name: string): Promise<string> {
  const folder = new URL(`${name}/src/`, PACKAGES);
  const files = (await readdir(folder, { recursive: true })).filter(
    (file) => /(?<!\.test)\.tsx?$/.test(file) && !file.includes('console-socket'),
  );
  return (await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8')))).join('\n');
}

const explained = new Set(SDK_ERRORS.flatMap(({ details }) => details.map(([code]) => code)));
const codesIn = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, code = '']) => code);

test('everything that the SDK throws, tells or answers is explained', async () => {
  const sdk = await sourcesOf('sdk');
  const codes = [
    ...codesIn(sdk, /new MisuseError\(\s*'(\w+)'/g),
    ...codesIn(sdk, /systemError\(\s*'(\w+)'/g),
    ...codesIn(sdk, /detail: '(\w+)'/g),
    ...codesIn(sdk, /#renew\('(\w+)'/g),
  ];
  expect(codes.length).toBeGreaterThan(15);
  expect(codes.filter((code) => !explained.has(code))).toEqual([]);
});

test('every code that a call answers for what was typed, or for a decline, is explained', async () => {
  const specs = codesIn(
    await sourcesOf('fields'),
    /'((?!challenge_)\w+_(?:required|incomplete|invalid|past|looks_like_number))'/g,
  );
  expect(specs.length).toBeGreaterThan(20);
  expect([...specs, ...DeclineCode.options].filter((code) => !explained.has(code))).toEqual([]);
});

test('every refusal of a field document is explained', async () => {
  const names = ['answer-field-document.ts', 'releases/choose-release.ts'];
  const files = names.map((name) => readFile(new URL(`../fields-origin/${name}`, import.meta.url), 'utf8'));
  const sources = (await Promise.all(files)).join('\n');
  const codes = [...codesIn(sources, /refuse\(\d+, '(\w+)'/g), ...codesIn(sources, /refusal: '(\w+)'/g)];
  expect(codes).toHaveLength(4);
  expect(codes.filter((code) => !explained.has(code))).toEqual([]);
});

test('every refusal of a session that a frame words is explained', async () => {
  const refusals = await readFile(new URL('fields/src/host/refusal-message.ts', PACKAGES), 'utf8');
  const codes = codesIn(refusals, /^ {2}(\w+): /gm);
  expect(codes.length).toBeGreaterThan(10);
  expect(codes.filter((code) => !explained.has(code))).toEqual([]);
});
