import type { ChangeNote } from '@fieldfare/payments';
import { SystemBroadcast } from '@fieldfare/protocol';
import type pg from 'pg';

/** The room that everybody at a console may hear. */
export const BROADCAST_ROOM = 'broadcast';

/** What everybody at a console is told. The pushes of the room are its record: nothing lives longer than they are kept. */
export interface BroadcastStore {
  /** Says it, or says it anew under its id, with its audit row. Whoever holds sockets has still to tell them. */
  say(broadcast: SystemBroadcast, note: ChangeNote): Promise<void>;
  /** What holds at that moment, the newest first. */
  current(now: Date): Promise<SystemBroadcast[]>;
}

export function createBroadcastStore(pool: pg.Pool): BroadcastStore {
  return {
    say: async (broadcast, { actor, requestId, now }) => {
      await pool.query({
        name: 'say_broadcast',
        text: `WITH said AS (SELECT push_to_room($1, 'system:broadcast', $2, $3, $4) AS sequence)
          INSERT INTO audit_log (actor, action, subject, request_id, body, created_at)
          SELECT $5, 'broadcast.say', $6, $3, $2, $4 FROM said`,
        values: [BROADCAST_ROOM, JSON.stringify(broadcast), requestId, now, JSON.stringify(actor), broadcast.id],
      });
    },
    current: async (now) => {
      const { rows } = await pool.query<{ payload: unknown }>({
        name: 'current_broadcasts',
        // The last word on each; one that was taken back has ended.
        text: `SELECT payload FROM (
            SELECT DISTINCT ON (payload->>'id') payload, sequence FROM pushes
            WHERE room = $1 AND type = 'system:broadcast' ORDER BY payload->>'id', sequence DESC
          ) last WHERE (payload->>'ends_at')::timestamptz > $2 ORDER BY sequence DESC LIMIT 20`,
        values: [BROADCAST_ROOM, now],
      });
      return rows.flatMap(({ payload }) => SystemBroadcast.safeParse(payload).data ?? []);
    },
  };
}
