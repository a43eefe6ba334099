import type { Appearance } from '@fieldfare/protocol';

/** What a field takes over from the element that it is mounted in, so that it looks like the page around it without being told. */
export function inheritedAppearance(container: Element): Appearance {
  const { color, fontSize, fontWeight, letterSpacing, colorScheme } = getComputedStyle(container);
  const allowsDark = /\bdark\b/.test(colorScheme);
  const allowsLight = !allowsDark || /\blight\b/.test(colorScheme);
  const isDark = allowsDark && (!allowsLight || matchMedia('(prefers-color-scheme: dark)').matches);
  return {
    color,
    backgroundColor: backgroundBehind(container),
    fontSize,
    fontWeight,
    letterSpacing,
    colorScheme: isDark ? 'dark' : 'light',
  };
}

/**
 * The colour that stands behind the field. A see-through frame would look the same, but tools that measure contrast cannot look through a
 * frame; behind a picture or a translucent colour it is see-through all the same.
 */
function backgroundBehind(element: Element | null): string {
  if (element === null) return 'transparent';
  const { backgroundColor, backgroundImage } = getComputedStyle(element);
  if (backgroundImage !== 'none') return 'transparent';
  const isClear = backgroundColor === 'transparent' || backgroundColor === 'rgba(0, 0, 0, 0)';
  if (!isClear) return /^rgba|\//.test(backgroundColor) ? 'transparent' : backgroundColor;
  const { parentElement } = element;
  const root = element.getRootNode();
  return backgroundBehind(parentElement ?? (root instanceof ShadowRoot ? root.host : null));
}
