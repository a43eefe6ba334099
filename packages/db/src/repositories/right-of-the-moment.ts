import { FieldfareError } from '@fieldfare/protocol';
import pg from 'pg';

/** Of the trigger that looks whether whoever moves money still may, in the move's own transaction. */
const CONSTRAINT = 'audit_log_right_of_the_moment';

/**
 * What a statement answers that moves money.
 * @throws {FieldfareError} permission_denied where the right to was taken away while it was on its way; nothing was done then
 */
export async function withRightOfTheMoment<T>(statement: Promise<T>): Promise<T> {
  try {
    return await statement;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.constraint === CONSTRAINT) throw rightWasTaken(error);
    throw error;
  }
}

/** The refusal of somebody who was let in by what they were allowed a moment ago. */
export function rightWasTaken(cause?: unknown): FieldfareError {
  return new FieldfareError('permission_denied', {
    detail: 'missing_permission',
    message: 'Your role at this merchant was taken away or changed a moment ago.',
    cause,
  });
}
