import { expect, it } from 'vitest';
import { codeOf } from './code-of.ts';
import { appearanceOf, DEFAULTS } from './settings.ts';

const FIELDS = 'https://fields.example';

it('says nothing of what was left as it is', () => {
  expect(appearanceOf(DEFAULTS)).toEqual({});
  expect(codeOf('html', DEFAULTS, FIELDS)).not.toMatch(/appearance|locale/);
});

it('says what was changed, in both kinds of code alike', () => {
  const settings = { ...DEFAULTS, theme: 'dark', locale: 'de', color: '#112233', layout: 'combined' } as const;
  expect(codeOf('html', settings, FIELDS)).toContain(`appearance: { theme: 'dark', color: '#112233' },`);
  expect(codeOf('html', settings, FIELDS)).toContain(`fields.create('card').mount('#card');`);
  expect(codeOf('react', settings, FIELDS)).toContain(`appearance={{ theme: 'dark', color: '#112233' }}`);
  expect(codeOf('react', settings, FIELDS)).toContain(`locale={'de'}`);
});
