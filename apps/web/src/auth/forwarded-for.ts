/** Passes on who really asks, so that the payment server limits the person and not this server. It believes it only from a trusted proxy. */
export function forwardedFor(headers: Record<string, unknown> | undefined): Record<string, string> {
  const chain = headers?.['x-forwarded-for'];
  return typeof chain === 'string' && chain.length <= 200 ? { 'x-forwarded-for': chain } : {};
}
