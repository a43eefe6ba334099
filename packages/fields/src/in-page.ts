// What the testkit's offline mode shows and checks without a frame: the same fields, by the same rules.
export { brandRules } from './card/card-brand.ts';
export { splitParts } from './card/combined-parts.ts';
export { createFrameField } from './field/frame-field.ts';
export type { FrameField } from './field/frame-field.ts';
export { bankAccountSecrets } from './host/bank-account-secrets.ts';
export { callError, paymentResult, updateOf } from './host/call-result.ts';
export { cardSecrets } from './host/card-secrets.ts';
export { formatAmount } from './host/format-amount.ts';
export { bankName } from './kinds/bank-name.ts';
export { KINDS_OF_METHOD } from './kinds/kinds-of-method.ts';
export { ENGLISH_CHALLENGE } from './words/english-challenge.ts';
export { ENGLISH } from './words/english.ts';
export { Words } from './words/words.ts';
