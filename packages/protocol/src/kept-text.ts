/** Whether a text is kept as it came: no database keeps U+0000, and half of a surrogate pair is no character. */
export function isKeepable(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}

/** What `isKeepable` asks of a text, in words that follow a parameter's name. */
export const KEEPABLE_WORDS = 'must not contain U+0000 or half of a surrogate pair';
