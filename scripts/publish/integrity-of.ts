import { createHash } from 'node:crypto';

/** Subresource Integrity, as an `integrity` attribute takes it. */
export function integrityOf(content: string): string {
  return `sha384-${createHash('sha384').update(content).digest('base64')}`;
}
