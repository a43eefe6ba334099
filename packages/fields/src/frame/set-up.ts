import type { FieldSetup } from '@fieldfare/protocol';
import { applyAppearance } from '../field/field-styles.ts';
import type { FrameField } from '../field/frame-field.ts';
import { loadFonts } from '../field/load-fonts.ts';
import { loadCatalog } from '../words/load-catalog.ts';
import type { Words } from '../words/words.ts';
import type { FrameConfig } from './frame-config.ts';

export interface SetUpDeps {
  config: FrameConfig;
  words: Words;
  field: FrameField | null;
  /** The words are another language's, or the page's own, from now on; `label` is what the page calls the field, where it does. */
  reworded: (label?: string) => void;
}

/** Makes a function that gives a frame what the page says about it, at once and again whenever the page changes its mind. */
export function createSetUp({ config, words, field, reworded }: SetUpDeps): (setup: FieldSetup) => void {
  let wanted = 'en';
  return (setup) => {
    const { appearance, messages, label, locale = 'en' } = setup;
    if (appearance !== undefined) {
      applyAppearance(appearance);
      loadFonts(config, appearance.fontFamily);
    }
    words.override(messages ?? {});
    field?.setup(setup);
    reworded(label);
    if (locale === wanted) return;
    wanted = locale;
    void loadCatalog(words, config, locale)
      .catch(() => undefined)
      .then(() => {
        if (locale !== wanted) return;
        document.documentElement.lang = words.locale;
        document.documentElement.dir = words.direction;
        field?.setup(setup);
        reworded(label);
      });
  };
}
