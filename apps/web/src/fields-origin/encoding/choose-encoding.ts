/** What text is sent as, the smallest first. */
export type Encoding = 'br' | 'gzip' | 'identity';

/** The smallest encoding that a request's `Accept-Encoding` (RFC 9110, 12.5.3) offers by name; a browser names all that it knows. */
export function chooseEncoding(accepted: string | null): Encoding {
  const offered = new Set(
    (accepted ?? '').split(',').flatMap((offer) => {
      const [name = '', weight = ''] = offer.toLowerCase().replaceAll(/\s/g, '').split(';q=');
      return weight === '' || Number(weight) > 0 ? [name] : [];
    }),
  );
  if (offered.has('br')) return 'br';
  return offered.has('gzip') ? 'gzip' : 'identity';
}
