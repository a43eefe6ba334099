import { findPan } from '../find-pan.ts';

/** The refinements that JSON Schema cannot say, by the `format` that their schemas carry. */
export const checks = {
  no_pan: (text: string): boolean => findPan(text) === null,
  origin: (text: string): boolean =>
    /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text && findPan(text) === null,
};
