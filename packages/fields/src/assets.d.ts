/** What `scripts/build.ts` writes to dist/assets.js: the scripts of field documents, with the hashes that their policies name, and the catalogs. */
export interface InlineScript {
  source: string;
  /** `sha256-…` of `source`, as a Content-Security-Policy writes it. */
  hash: string;
  /** The end of a document, `closingOf(source)`, as one finished deflate stream, in base64. */
  deflated: string;
}

export declare const frameScript: InlineScript;
export declare const challengeScript: InlineScript;

/** The languages besides English: the hash in the addresses of their catalogs, and each catalog as JSON. */
export interface Catalogs {
  hash: string;
  byLanguage: Readonly<Record<string, string>>;
}

export declare const catalogs: Catalogs;
