import { findPan } from '../find-pan.ts';
import { isOrigin } from '../is-origin.ts';
import { isKeepable } from '../kept-text.ts';

/** The refinements that JSON Schema cannot say, by the `format` that their schemas carry. */
export const checks = {
  free_text: (text: string): boolean => isKeepable(text) && findPan(text) === null,
  origin: isOrigin,
};
