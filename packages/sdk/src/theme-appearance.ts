import type { Appearance } from '@fieldfare/protocol';

const THEMES: Readonly<Record<'light' | 'dark', Appearance>> = {
  light: {
    colorScheme: 'light',
    color: '#1b1d21',
    backgroundColor: '#ffffff',
    placeholderColor: '#5f6672',
    invalidColor: '#b3202a',
  },
  dark: {
    colorScheme: 'dark',
    color: '#f2f3f5',
    backgroundColor: '#1b1d21',
    placeholderColor: '#a4abb8',
    invalidColor: '#ff9a9a',
  },
};

/** A theme's colours, each legible on its own background (WCAG 1.4.3); nothing where the page wants its own. */
export function themeAppearance(theme: Appearance['theme']): Appearance {
  if (theme === undefined) return {};
  const isDark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  return THEMES[isDark ? 'dark' : 'light'];
}
