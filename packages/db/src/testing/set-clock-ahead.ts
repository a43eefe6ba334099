import type pg from 'pg';

/** Lets the database believe that so many more days are over than are. */
export async function setClockAhead(owner: pg.ClientBase | pg.Pool, days: number): Promise<void> {
  await owner.query(
    `CREATE OR REPLACE FUNCTION first_open_day() RETURNS date LANGUAGE sql STABLE AS $$ SELECT ((now() - interval '1 hour') AT TIME ZONE 'UTC')::date + ${days} $$`,
  );
}
