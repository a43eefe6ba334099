import type { FrameLocator, Page } from '@playwright/test';

/** What the sandbox bank accepts. */
export const RIGHT_CODE = '123456';

export interface ChallengeWords {
  code: string;
  confirm: string;
  cancel: string;
}

/** What the bank's question says in English; pass others for a page in another language. */
export const CHALLENGE_WORDS: ChallengeWords = { code: 'Code', confirm: 'Confirm', cancel: 'Cancel payment' };

const questionOf = (page: Page): FrameLocator => page.frameLocator('iframe[src*="part=challenge"]');

/** Answers the bank's question (`cards.challenged` is asked one) once it stands on the page: by the right code, unless told another. */
export async function answerChallenge(
  page: Page,
  code: string = RIGHT_CODE,
  words: ChallengeWords = CHALLENGE_WORDS,
): Promise<void> {
  const question = questionOf(page);
  await question.getByLabel(words.code, { exact: true }).fill(code);
  await question.getByRole('button', { name: words.confirm, exact: true }).click();
}

/** Gives the bank's question up, as a shopper who lost their phone: the payment is declined with `authentication_failed`. */
export async function cancelChallenge(page: Page, words: ChallengeWords = CHALLENGE_WORDS): Promise<void> {
  await questionOf(page).getByRole('button', { name: words.cancel, exact: true }).click();
}
