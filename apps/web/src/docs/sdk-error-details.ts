import { ENGLISH } from '@fieldfare/fields';
import { PAGE_ERRORS } from '@fieldfare/protocol/error-catalogue';
import type { PageErrors } from '@fieldfare/protocol/error-catalogue';

const EXPLAINED = new Set<string>(PAGE_ERRORS.flatMap(({ details }) => details.map(([code]) => code)));

/** The fields' own sentences: what is wrong with what was typed, and why a bank declined. Labels are no sentences. */
const SENTENCES = Object.entries(ENGLISH).filter(
  ([code, text]) => text.endsWith('.') && code !== 'ach_authorization' && !EXPLAINED.has(code),
);

/** What the SDK throws, tells a page or answers, by where the page meets it. */
export const SDK_ERRORS: readonly PageErrors[] = [
  ...PAGE_ERRORS,
  {
    id: 'sdk_shopper',
    title: 'What the shopper reads',
    words:
      'In error.detail where status is invalid (a field is not good, and has the focus) or declined (the bank’s reason), with this sentence as its message in the shopper’s language. Option messages replaces it.',
    details: SENTENCES,
  },
];
