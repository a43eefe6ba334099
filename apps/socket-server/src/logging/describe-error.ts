import { FieldfareError } from '@fieldfare/protocol';
import { scrub } from './scrub.ts';

export interface ErrorDescription {
  name: string;
  message: string;
  code?: string;
  detail?: string;
  /** Places in code only: a stack's first line repeats the message, which may quote input. */
  stack?: string[];
  cause?: ErrorDescription;
}

const MAX_DEPTH = 3;
const MAX_FRAMES = 12;

/** What a log line may say of an error. Our own messages are safe by rule; everybody else's are scrubbed. */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error, message: 'something that is no error was thrown' };
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  const code = (error as NodeJS.ErrnoException).code;
  return {
    name: error.name,
    message: scrub(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    ...(error instanceof FieldfareError ? { detail: error.detail } : {}),
    ...(frames ? { stack: frames.slice(0, MAX_FRAMES).map((line) => line.trim()) } : {}),
    ...(error.cause !== undefined && depth < MAX_DEPTH ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}
