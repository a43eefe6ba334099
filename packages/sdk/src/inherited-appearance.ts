import type { Appearance } from '@fieldfare/protocol';

/** What a field takes over from the element that it is mounted in, so that it looks like the page around it without being told. */
export function inheritedAppearance(container: Element): Appearance {
  const { color, fontSize, fontWeight, letterSpacing, colorScheme } = getComputedStyle(container);
  const allowsDark = /\bdark\b/.test(colorScheme);
  const allowsLight = !allowsDark || /\blight\b/.test(colorScheme);
  const isDark = allowsDark && (!allowsLight || matchMedia('(prefers-color-scheme: dark)').matches);
  return { color, fontSize, fontWeight, letterSpacing, colorScheme: isDark ? 'dark' : 'light' };
}
