import { Prisma } from '../generated/client.ts';

/** Two invitations for one e-mail that are taken up at the same moment make one account; the later one finds it and asks for its password. */
export async function unlessTaken<T>(accepting: Promise<T>): Promise<T | null> {
  try {
    return await accepting;
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') return null;
    throw error;
  }
}
