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
  const refusal = await askWhy(url);
  if (refusal === 'origin_mismatch') {
    const message = `The origin ${location.origin} may not show these fields. Add it to the merchant's allowed origins.`;
    return { code: refusal, message, isFinal: true };
  }
  if (refusal === 'merchant_unknown') {
    return {
      code: refusal,
      message: 'The session names a merchant that the fields server does not know.',
      isFinal: true,
    };
  }
  const message =
    `A field did not load from ${fieldsOrigin}. Either it cannot be reached, or something blocks it: ` +
    `check the page's Content-Security-Policy (frame-src ${fieldsOrigin}), the merchant's allowed origins, and extensions.`;
  return { code: 'frame_blocked', message, isFinal: false };
}

async function askWhy(url: string): Promise<string | null> {
  try {
    const response = await fetch(url, { credentials: 'omit' });
    return response.headers.get('fieldfare-error');
  } catch {
    return null;
  }
}
