// @vitest-environment jsdom
import { afterEach, expect, it, vi } from 'vitest';
import { explainLoadFailure } from './explain-load-failure.ts';

const URL_OF_FIELDS = 'https://fields.example/fields/v1/mer_1?origin=x';
const answering = (code: string | null) => {
  const headers = { 'fieldfare-error': String(code), 'fieldfare-message': `Words for ${code}.` };
  vi.stubGlobal('fetch', async () => new Response('', code === null ? {} : { headers }));
};

afterEach(() => vi.unstubAllGlobals());

it.each([
  ['origin_mismatch', true],
  ['merchant_unknown', true],
  ['version_too_old', true],
  // Servers that are being updated one after the other know different versions.
  ['version_unknown', false],
])('says in the server’s words what it refused (%s), and whether another try can help', async (code, isFinal) => {
  answering(code);
  const message = `Words for ${code}. (${location.origin})`;
  expect(await explainLoadFailure(URL_OF_FIELDS)).toEqual({ code, message, isFinal });
});

it('names the host where the server says nothing', async () => {
  answering(null);
  const failure = await explainLoadFailure(URL_OF_FIELDS);
  expect(failure).toMatchObject({ code: 'frame_blocked', isFinal: false });
  expect(failure.message).toContain('frame-src https://fields.example');
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
