/** What the hasher asks its worker. */
export type PasswordJob =
  | { type: 'hash'; password: string; cost: number }
  | { type: 'verify'; password: string; hash: string };

/** What the worker answers. */
export type PasswordAnswer =
  | { type: 'hash'; hash: string }
  | { type: 'verify'; isMatch: boolean }
  | { type: 'failed'; message: string };
