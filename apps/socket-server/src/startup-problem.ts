import { FieldfareError } from '@fieldfare/protocol';
import { scrub } from './logging/scrub.ts';

const DATABASE_REFUSALS = new Set(['28P01', '28000', '3D000', '42P01', '42501', '53300', '57P03']);

/** Why the server could not start, as one line that says what to do. */
export function startupProblem(error: unknown): string {
  if (error instanceof FieldfareError) return error.message;
  if (!(error instanceof Error)) return 'it could not start, for a reason that is not known';
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const { port } = error as { port?: number };
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port ?? ''} is taken: stop what listens there, or set PAYMENTS_PORT to another`;
    case 'EACCES':
      return `it may not use a file or port that it needs: ${scrub(error.message)}`;
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'ETIMEDOUT':
      return 'the database cannot be reached: check PAYMENTS_DATABASE_URL and that PostgreSQL runs';
    default:
      if (DATABASE_REFUSALS.has(code))
        return `the database refuses: ${scrub(error.message)} (${code}). Was it migrated?`;
      return scrub(error.message);
  }
}
