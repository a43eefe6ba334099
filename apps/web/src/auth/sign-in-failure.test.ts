import { expect, test } from 'vitest';
import { decodeRefusal, encodeRefusal, refusalWords } from './sign-in-failure.ts';

test('a refusal survives the trip through an error message', () => {
  for (const refusal of [
    { failure: 'locked', retryAfterSeconds: 900 },
    { failure: 'wrong_credentials', retryAfterSeconds: null },
    { failure: 'code_required', retryAfterSeconds: null, challenge: 'eyJh.eyJz.c2ln' },
  ] as const) {
    expect(decodeRefusal(encodeRefusal(refusal))).toEqual(refusal);
  }
});

test('an unknown text is a plain failure, and never shown as it stands', () => {
  expect(decodeRefusal('<b>hello</b>')).toEqual({ failure: 'failed', retryAfterSeconds: null });
  expect(decodeRefusal('rate_limited:soon')).toEqual({ failure: 'rate_limited', retryAfterSeconds: null });
});

test('says how long to wait, in seconds when short and in minutes when long', () => {
  expect(refusalWords({ failure: 'rate_limited', retryAfterSeconds: 30 })).toContain('30 seconds');
  expect(refusalWords({ failure: 'locked', retryAfterSeconds: 850 })).toContain('15 minutes');
  expect(refusalWords({ failure: 'rate_limited', retryAfterSeconds: null })).toContain('a few minutes');
});
