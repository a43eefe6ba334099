import type { PageRequest } from '@fieldfare/payments';
import { FieldfareError } from '@fieldfare/protocol';

export interface PageQuery {
  limit: number;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
}

/** The keyset page that a list's query asks for. */
export function pageOf(query: PageQuery): PageRequest {
  if (query.starting_after !== undefined && query.ending_before !== undefined) {
    throw new FieldfareError('validation_error', {
      detail: 'parameter_conflict',
      param: 'ending_before',
      message: 'Send starting_after or ending_before, not both.',
    });
  }
  return {
    limit: query.limit,
    ...(query.starting_after === undefined ? {} : { startingAfter: query.starting_after }),
    ...(query.ending_before === undefined ? {} : { endingBefore: query.ending_before }),
  };
}
