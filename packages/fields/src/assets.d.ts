/** What `scripts/build.ts` writes to dist/assets.js: the scripts of field documents, with the hashes that their policies name, and the catalogs. */
export interface InlineScript {
  source: string;
  /** `sha256-…` of `source`, as a Content-Security-Policy writes it. */
  hash: string;
}

export declare const frameScript: InlineScript;
export declare const challengeScript: InlineScript;

/** The languages besides English: the hash in each catalog's address, and the catalog as JSON. */
export declare const catalogs: Readonly<Record<string, { hash: string; json: string }>>;
