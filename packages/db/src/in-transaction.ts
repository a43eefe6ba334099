import type pg from 'pg';

/** Runs statements that commit together, or not at all. */
export async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let failure: Error | undefined;
  // A connection that breaks between two statements fails the next of them; heard by nobody it would end the process.
  const note = (error: Error) => {
    failure = error;
  };
  client.on('error', note);
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((broken: unknown) => {
      failure = broken instanceof Error ? broken : new Error('the connection is broken');
    });
    throw error;
  } finally {
    client.off('error', note);
    // A connection that broke, or could not even roll back, is not given to the next.
    client.release(failure);
  }
}
