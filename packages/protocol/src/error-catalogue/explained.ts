/** A failure's code, with what failed and what to do about it in a sentence or two. */
export type Explained = readonly [code: string, words: string];
