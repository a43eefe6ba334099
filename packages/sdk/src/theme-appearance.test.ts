import { afterEach, expect, it, vi } from 'vitest';
import { themeAppearance } from './theme-appearance.ts';

afterEach(() => void vi.unstubAllGlobals());

const prefersDark = (matches: boolean): void => void vi.stubGlobal('matchMedia', () => ({ matches }));

it('follows the device where the page says so, and nothing where it says nothing', () => {
  prefersDark(true);
  expect(themeAppearance('system').colorScheme).toBe('dark');
  expect(themeAppearance('light').colorScheme).toBe('light');
  expect(themeAppearance(undefined)).toEqual({});
  prefersDark(false);
  expect(themeAppearance('system').colorScheme).toBe('light');
});

it.each(['light', 'dark'] as const)('has in %s colours that can be read on its background', (theme) => {
  const { color = '', backgroundColor = '', placeholderColor = '', invalidColor = '' } = themeAppearance(theme);
  for (const text of [color, placeholderColor, invalidColor])
    expect(contrast(text, backgroundColor)).toBeGreaterThan(4.5);
});

/** The contrast of two colours such as #1b1d21 (WCAG 2.2, relative luminance). */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
