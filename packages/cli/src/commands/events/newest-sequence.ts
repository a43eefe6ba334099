import { EventList } from '@fieldfare/protocol';
import { askApi } from '../../api/ask-api.ts';
import type { ApiTarget } from '../../env/find-api.ts';

const LOOKED_AT = 100;

/** The sequence of the event that was recorded last; 0 where there is none. */
export async function newestSequence(target: ApiTarget): Promise<number> {
  // The newest by time are not always the last by sequence, but those are among them.
  const { data } = await askApi(target, { path: `/v1/events?limit=${LOOKED_AT}`, schema: EventList });
  return data.reduce((highest, { sequence }) => Math.max(highest, sequence), 0);
}
