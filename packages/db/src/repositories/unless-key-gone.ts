import { merchantKeyGone } from '@fieldfare/protocol';
import pg from 'pg';

/** Says `system_error` / `merchant_key_gone` where the database refused what is sealed under a key that was destroyed. Nothing was stored. */
export async function unlessKeyGone<T>(storing: Promise<T>): Promise<T> {
  try {
    return await storing;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.constraint === 'data_key_stands') throw merchantKeyGone();
    throw error;
  }
}
