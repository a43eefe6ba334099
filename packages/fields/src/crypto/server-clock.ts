let aheadMs = 0;

/**
 * Learns from what the server says the time is by how much the device's clock is wrong.
 *
 * @param serverTime RFC 3339
 * @returns the same as a date
 */
export function learnTime(serverTime: string): Date {
  const now = new Date(serverTime);
  aheadMs = Date.now() - now.getTime();
  return now;
}

/** Now, as the server has it once it was heard: a shopper's wrong clock makes no card expire. */
export function serverNow(): Date {
  return new Date(Date.now() - aheadMs);
}
