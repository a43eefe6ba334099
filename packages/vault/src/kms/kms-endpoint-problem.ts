/** Why production must not ask for keys at this address of AWS KMS; null where it may, or where none is named. */
export function kmsEndpointProblem(endpoint: string | null): string | null {
  return endpoint === null || endpoint.startsWith('https://')
    ? null
    : 'AWS_KMS_ENDPOINT: must begin with https:// in production, for keys come from it in the clear';
}
