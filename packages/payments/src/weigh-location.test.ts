import { describe, expect, it } from 'vitest';
import { weighLocation } from './weigh-location.ts';

const lists = (allowedCountries: string[], deniedCountries: string[] = []) => ({ allowedCountries, deniedCountries });
const from = (ipCountry: string | null, reported: string[] | null = []) => ({ ipCountry, reported });

describe('[LO1] a profile without lists', () => {
  it('takes everybody, at once', () => {
    for (const where of [from('US'), from(null), from('US', null)]) {
      expect(weighLocation(lists([]), where)).toBe('allowed');
    }
  });
});

describe('a profile with lists', () => {
  it.each([
    ['[LO2] takes an allowed country', ['US', 'CA'], [], from('CA'), 'allowed'],
    ['[LO2] refuses another', ['US'], [], from('FR'), 'not_allowed'],
    ['[LO2] refuses a denied country', [], ['FR'], from('FR'), 'not_allowed'],
    ['[LO2] takes what is not denied', [], ['FR'], from('US'), 'allowed'],
    ['[LO2] denies what stands on both lists', ['US'], ['US'], from('US'), 'not_allowed'],
    ['[LO3] wants to be told first', ['US'], [], from('US', null), 'required'],
    ['[LO3] refuses at once what the IP already rules out', ['US'], [], from('FR', null), 'not_allowed'],
    ['[LO4] is tightened by what the page reports', ['US'], [], from('US', ['FR']), 'not_allowed'],
    ['[LO4] is not loosened by it', ['US'], [], from('FR', ['US']), 'not_allowed'],
    ['[LO4] forgets no report', [], ['FR'], from('US', ['FR', 'US']), 'not_allowed'],
    ['[LO5] holds an unknown country for none that is allowed', ['US'], [], from(null, ['US']), 'unknown'],
    ['[LO5] holds an unknown country for none that is denied', [], ['FR'], from(null), 'allowed'],
  ] as const)('%s', (_title, allowed, denied, where, status) => {
    expect(weighLocation(lists([...allowed], [...denied]), where as Parameters<typeof weighLocation>[1])).toBe(status);
  });
});
