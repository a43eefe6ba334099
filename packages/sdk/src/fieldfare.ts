import { checkOptions } from './check-options.ts';
import { Fields } from './fields.ts';
import { MisuseError } from './misuse-error.ts';
import type { FieldsOptions } from './types.ts';

export interface FieldfareOptions {
  /** Where the fields are served from. Default: the origin that the SDK's script was loaded from. */
  fieldsOrigin?: string;
}

export interface FieldfareInstance {
  readonly fieldsOrigin: string;
  fields(options: FieldsOptions): Fields;
}

declare global {
  interface Window {
    Fieldfare: typeof Fieldfare;
  }
}

// Only while the script runs does the document know which one it is.
const scriptOrigin =
  typeof document !== 'undefined' &&
  document.currentScript instanceof HTMLScriptElement &&
  document.currentScript.src !== ''
    ? new URL(document.currentScript.src).origin
    : undefined;
MisuseError.fieldsOrigin = scriptOrigin;

/** The SDK's entry. Throws a MisuseError where it cannot know where the fields are, or where the page has no origin of its own. */
export function Fieldfare(options: FieldfareOptions = {}): FieldfareInstance {
  checkOptions('Fieldfare', options);
  const { fieldsOrigin = scriptOrigin } = options;
  if (fieldsOrigin === undefined || !URL.canParse(fieldsOrigin)) {
    throw new MisuseError('fields_origin_missing', 'Pass `fieldsOrigin`, for instance https://fields.example.com.');
  }
  const { origin } = new URL(fieldsOrigin);
  MisuseError.fieldsOrigin = origin;
  if (location.origin === 'null') {
    throw new MisuseError('page_without_origin', 'This page has no origin (it is a file or a sandboxed frame).');
  }
  return {
    fieldsOrigin: origin,
    fields: (options?: FieldsOptions) => new Fields(origin, options ?? ({} as FieldsOptions)),
  };
}
