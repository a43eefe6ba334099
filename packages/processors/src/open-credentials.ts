import type * as z from 'zod';

/** An account's credentials as the vault keeps them, JSON, in their own shape. What is wrong with them is not quoted. */
export function openCredentials<T extends z.ZodType>(schema: T, credentials: string): z.infer<T> {
  try {
    return schema.parse(JSON.parse(credentials));
  } catch {
    throw new TypeError('the credentials of a processor account are not of its processor');
  }
}
