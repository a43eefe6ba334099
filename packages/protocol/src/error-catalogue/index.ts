export { ANSWER_ERRORS } from './answer-errors.ts';
export type { AnswerErrorDetail } from './answer-errors.ts';
export { ERROR_TYPES } from './error-types.ts';
export type { Explained } from './explained.ts';
export { OPERATOR_ERRORS } from './operator-errors.ts';
export type { OperatorErrorDetail } from './operator-errors.ts';
export { PAGE_ERRORS } from './page-errors.ts';
export type { MisuseCode, PageErrorDetail, PageErrors } from './page-errors.ts';
