import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { bundle as bundleSdk } from '../../sdk/scripts/bundle.ts';
import { bundle } from './bundle.ts';

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

it('a checkout downloads at most 32 KB: the SDK and one document for all its frames', () => {
  const documentBytes = gzipSync(frame.code, { level: 9 }).length;
  const sdkBytes = gzipSync(sdk.code, { level: 9 }).length;
  // A KB is 1,024 bytes, here as in the benchmark that measures what crosses the wire.
  expect(documentBytes + sdkBytes).toBeLessThanOrEqual(32 * 1_024);
});

it('no script needs what the policy of a frame or a strict page forbids', () => {
  for (const { code } of [frame, challenge, sdk, elements]) {
    expect(code).not.toMatch(/\beval\(|new Function\(|\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write/);
  }
});
