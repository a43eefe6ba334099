/** What `scripts/build.ts` writes to dist/assets.js: the files that the fields origin serves under /sdk. */
export interface SdkManifest {
  version: string;
  files: Readonly<Record<string, { integrity: string; bytes: number }>>;
}

export declare const manifest: SdkManifest;
export declare const files: Readonly<Record<string, string>>;
/** Each of them as one finished deflate stream, in base64. */
export declare const deflated: Readonly<Record<string, string>>;
