import * as z from 'zod';

/** What of the encrypted cookie is ours. */
export const SessionCookie = z.object({ refreshToken: z.string().min(1), refreshExpiresAt: z.iso.datetime() });
export type SessionCookie = z.infer<typeof SessionCookie>;
