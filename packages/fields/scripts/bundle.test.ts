import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { bundle as bundleSdk } from '../../sdk/scripts/bundle.ts';
import { deflate } from '../../../scripts/publish/deflate.ts';
import { OWN_NAMES as SDK_OWN_NAMES } from '../../sdk/scripts/own-names.ts';
import { bundle } from './bundle.ts';
import { OWN_NAMES } from './own-names.ts';

const [frame, challenge, sdk, sdkModule, elements] = await Promise.all([
  bundle('frame'),
  bundle('challenge'),
  bundleSdk('fieldfare.js'),
  bundleSdk('fieldfare.mjs'),
  bundleSdk('web-components.js'),
]);

it.each([
  ['frame', frame],
  ['challenge', challenge],
  ['sdk', sdk],
  ['sdk module', sdkModule],
  ['elements', elements],
])('the %s carries no schema library, framework, general socket client or foreign crypto', (_name, { metafile }) => {
  const inputs = Object.keys(metafile.inputs);
  expect(inputs.length).toBeGreaterThan(5);
  expect(inputs.filter((input) => /node_modules\/(zod|react|jose|ajv|lodash|socket\.io-client)\//.test(input))).toEqual(
    [],
  );
});

it('a checkout downloads at most 32 KB: the SDK and one document for all its frames', { timeout: 60_000 }, async () => {
  const scripts = await Promise.all([deflate(frame.code), deflate(sdk.code)]);
  const bytes = scripts.reduce((total, { length }) => total + length, 0);
  // A KB is 1,024 bytes. The browser tests count what a server sends; headers and the merchant's part of the document are about so much of it.
  expect(bytes).toBeLessThanOrEqual(32 * 1_024 - 1_640);
});

it('the styles of frames are minified', () => {
  expect(frame.code).toContain('.masked{-webkit-text-security:disc}');
  expect(challenge.code).toContain('body{display:grid;place-items:center;');
});

it('no name that is shortened is looked up by a text, or stands in what is sent', async () => {
  for (const [scripts, names] of [
    [[frame, challenge], OWN_NAMES],
    [[sdk, sdkModule, elements], SDK_OWN_NAMES],
  ] as const) {
    for (const { code } of scripts)
      for (const name of names) expect(code).not.toMatch(new RegExp(`(["'\`])${name}\\1|\\.${name}\\b|\\b${name}:`));
  }
  const validators = ['frame', 'host', 'page'].map((name) =>
    readFile(new URL(`../../protocol/src/validators/generated/${name}.js`, import.meta.url), 'utf8'),
  );
  const sent = (await Promise.all(validators)).join('');
  expect(sent).toContain('"amount_minor":');
  for (const name of [...OWN_NAMES, ...SDK_OWN_NAMES]) expect(sent).not.toContain(`"${name}":`);
});

it('no script needs what the policy of a frame or a strict page forbids', () => {
  for (const { code } of [frame, challenge, sdk, elements]) {
    expect(code).not.toMatch(/\beval\(|new Function\(|\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write/);
  }
});
