const REMEMBERED = 20;
const sent: string[] = [];

/** A name for what this window publishes, by which it knows its own when it comes back. */
export function newOwnRequest(): string {
  const id = `look_${crypto.randomUUID()}`;
  sent.push(id);
  if (sent.length > REMEMBERED) sent.shift();
  return id;
}

export function isOwnRequest(id: string | null): boolean {
  return id !== null && sent.includes(id);
}
