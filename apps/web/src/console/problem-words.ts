import { ApiError } from './api/api-error.ts';

export interface ProblemWords {
  message: string;
  requestId: string | null;
}

/** What went wrong in a sentence for the person at the screen, and the request's id for whoever helps them. */
export function problemWords(error: unknown): ProblemWords {
  if (error instanceof ApiError) {
    const wait = error.retryAfterSeconds === null ? '' : ` Wait ${error.retryAfterSeconds} seconds.`;
    return { message: error.message + wait, requestId: error.requestId };
  }
  return {
    message:
      'The payment server sent an answer that this page does not understand. Reload the page; the two may be of different versions.',
    requestId: null,
  };
}
