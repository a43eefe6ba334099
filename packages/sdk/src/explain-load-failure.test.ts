// @vitest-environment jsdom
import { afterEach, expect, it, vi } from 'vitest';
import { explainLoadFailure } from './explain-load-failure.ts';

const URL_OF_FIELDS = 'https://fields.example/fields/v1/mer_1?origin=x';
const answering = (refusal: string | null) =>
  vi.stubGlobal(
    'fetch',
    async () => new Response('', refusal === null ? {} : { headers: { 'fieldfare-error': refusal } }),
  );

afterEach(() => vi.unstubAllGlobals());

it.each([
  ['origin_mismatch', location.origin, true],
  ['merchant_unknown', 'does not know', true],
  ['unavailable', 'frame-src https://fields.example', false],
  [null, 'frame-src https://fields.example', false],
])('says what the server refused (%s), and whether another try can help', async (refusal, words, isFinal) => {
  answering(refusal);
  const failure = await explainLoadFailure(URL_OF_FIELDS);
  expect(failure.isFinal).toBe(isFinal);
  expect(failure.message).toContain(words);
});

it('names the host, and what may block it, where the server cannot be asked', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch');
  });
  expect(await explainLoadFailure(URL_OF_FIELDS)).toMatchObject({
    code: 'frame_blocked',
    isFinal: false,
    message: expect.stringContaining('Content-Security-Policy'),
  });
});
