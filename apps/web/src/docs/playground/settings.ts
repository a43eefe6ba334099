import type { Appearance } from '@fieldfare/sdk';

/** What the playground's editor has set. An empty value leaves it to the theme, or to the page. */
export interface PlaygroundSettings {
  layout: 'separate' | 'combined';
  theme: 'page' | 'light' | 'dark' | 'system';
  labels: 'hidden' | 'floating';
  locale: string;
  fontSize: string;
  fontWeight: string;
  color: string;
  backgroundColor: string;
  placeholderColor: string;
  focusColor: string;
  invalidColor: string;
}

export const DEFAULTS: PlaygroundSettings = {
  layout: 'separate',
  theme: 'page',
  labels: 'hidden',
  locale: 'en',
  fontSize: '16px',
  fontWeight: '400',
  color: '',
  backgroundColor: '',
  placeholderColor: '',
  focusColor: '',
  invalidColor: '',
};

/** The settings as the SDK takes them: what was left as it is, is left out. */
export function appearanceOf(settings: PlaygroundSettings): Omit<Appearance, 'rules'> {
  const { theme, labels, fontSize, fontWeight, color, backgroundColor, placeholderColor, focusColor, invalidColor } =
    settings;
  const values = { fontSize, fontWeight, color, backgroundColor, placeholderColor, focusColor, invalidColor };
  const changed = Object.entries(values).filter(
    ([name, value]) => value !== '' && value !== DEFAULTS[name as keyof typeof values],
  );
  return {
    ...(theme !== 'page' && { theme }),
    ...(labels !== 'hidden' && { labels }),
    ...Object.fromEntries(changed),
  };
}
