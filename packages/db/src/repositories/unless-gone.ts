import { Prisma } from '../generated/client.ts';

/** What a transaction answers; null where the row that it changes is not there, or not as it says, any more. */
export async function unlessGone<T>(changing: Promise<T>): Promise<T | null> {
  try {
    return await changing;
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2025') return null;
    throw error;
  }
}
