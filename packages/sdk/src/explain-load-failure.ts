export interface LoadFailure {
  code: string;
  message: string;
  /** Whether trying again could only fail again. */
  isFinal: boolean;
}

/**
 * Says why a frame did not come to life. A browser tells a page nothing of a blocked frame, but the fields server tells, where the page's
 * own policy lets it be asked.
 */
export async function explainLoadFailure(url: string): Promise<LoadFailure> {
  const { origin: fieldsOrigin } = new URL(url);
  const headers = await fetch(url, { credentials: 'omit' }).then(
    (response) => response.headers,
    () => null,
  );
  const code = headers?.get('fieldfare-error');
  // While servers are updated one after the other, the next one asked may have the version.
  if (code)
    return {
      code,
      message: `${headers?.get('fieldfare-message')} (${location.origin})`,
      isFinal: code !== 'version_unknown',
    };
  const message =
    `A field did not load from ${fieldsOrigin}. It cannot be reached, or is blocked: ` +
    `check the page's Content-Security-Policy (frame-src ${fieldsOrigin}), the merchant's allowed origins, and extensions.`;
  return { code: 'frame_blocked', message, isFinal: false };
}
