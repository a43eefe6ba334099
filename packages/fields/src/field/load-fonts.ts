import type { FrameConfig } from '../frame/frame-config.ts';

/** Where the fields origin hands out font files, by the hash of each. */
export const FONTS_PATH = '/fields/v1/fonts/';

const asked = new Set<string>();

/**
 * Loads every face of the merchant's own fonts that a page's `fontFamily` names: each file whole and at once, so that no request can depend
 * on what is typed. Until one has come, and where it does not, the next family of the list is shown.
 */
export function loadFonts(
  { fonts, fields_origin }: Pick<FrameConfig, 'fonts' | 'fields_origin'>,
  fontFamily = '',
): void {
  const families = new Set(fontFamily.split(',').map((name) => name.replaceAll(/["']/g, '').trim()));
  for (const { family, weight, style, file } of fonts) {
    if (!families.has(family) || asked.has(file)) continue;
    asked.add(file);
    const source = `url(${fields_origin}${FONTS_PATH}${file})`;
    const face = new FontFace(family, source, { weight: String(weight), style, display: 'swap' });
    document.fonts.add(face);
    face.load().catch(() => asked.delete(file));
  }
}
