/** The cookies of a request by name; what cannot be read is left out. */
export function readCookies(header: string | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const part of header?.split(';') ?? []) {
    const [name = '', value = ''] = part.trim().split('=');
    if (/^[\w.-]*$/.test(value)) cookies.set(name, value);
  }
  return cookies;
}

export function writeCookie(name: string, value: string, isSecure: boolean): string {
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${value === '' ? 0 : 86_400}${isSecure ? '; Secure' : ''}`;
}
