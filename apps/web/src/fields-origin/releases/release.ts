import type { Catalogs } from '@fieldfare/fields/assets';

/** What a document is for: any field, or the bank's question to its cardholder, which most shoppers never need. */
export type DocumentPart = 'fields' | 'challenge';

/** One version of everything that a payment page loads from the fields origin. */
export interface Release {
  version: string;
  /** The version of the socket protocol that its frames speak. */
  protocol: number;
  /** The SDK's files for merchants' pages, by name. */
  files: Readonly<Record<string, SdkFile>>;
  frames: Readonly<Record<DocumentPart, FrameScript>>;
  catalogs: Catalogs;
}

export interface SdkFile {
  content: string;
  /** As an `integrity` attribute takes it. */
  integrity: string;
  /** The content as one finished deflate stream. */
  deflated: Buffer;
}

export interface FrameScript {
  source: string;
  /** `sha256-…` of `source`, as a Content-Security-Policy writes it. */
  hash: string;
  /** The end of a document, `closingOf(source)`, as one finished deflate stream. */
  deflated: Buffer;
}
