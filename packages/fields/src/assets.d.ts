/** What `scripts/build.ts` writes to dist/assets.js: the two scripts of every field document, with the hashes that its policy names. */
export interface InlineScript {
  source: string;
  /** `sha256-…` of `source`, as a Content-Security-Policy writes it. */
  hash: string;
}

export declare const frameScript: InlineScript;
export declare const hostScript: InlineScript;
