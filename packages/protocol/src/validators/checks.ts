import { findPan } from '../find-pan.ts';
import { isKeepable } from '../kept-text.ts';

/** The refinements that JSON Schema cannot say, by the `format` that their schemas carry. */
export const checks = {
  free_text: (text: string): boolean => isKeepable(text) && findPan(text) === null,
  origin: (text: string): boolean =>
    /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text && findPan(text) === null,
};
