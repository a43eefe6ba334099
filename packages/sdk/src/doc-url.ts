/** Where a code is explained. The fields origin leads on to the documentation, whose address a page does not know. */
export const docUrl = (fieldsOrigin: string, code: string): string => `${fieldsOrigin}/sdk/v1/errors#${code}`;
