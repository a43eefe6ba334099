import type { OwnPayment, OwnPaymentList } from '@fieldfare/protocol';

/** The pages of a list as it was read: newest first. */
export interface OwnPages {
  pages: OwnPaymentList[];
  pageParams: unknown[];
}

/** Puts a payment that was pushed into its place. A version that has passed changes nothing; one that is newer than all comes first. */
export function mergeOwnPayment(read: OwnPages, pushed: OwnPayment): OwnPages {
  const known = read.pages.flatMap(({ data }) => data).find(({ id }) => id === pushed.id);
  if (known) {
    if (known.version >= pushed.version) return read;
    const replace = (data: OwnPayment[]) => data.map((one) => (one.id === pushed.id ? pushed : one));
    return { ...read, pages: read.pages.map((page) => ({ ...page, data: replace(page.data) })) };
  }
  const [first, ...others] = read.pages;
  // An older payment that is not shown yet belongs to a page that was not asked for.
  if (!first || (first.data[0] !== undefined && pushed.id < first.data[0].id)) return read;
  return { ...read, pages: [{ ...first, data: [pushed, ...first.data] }, ...others] };
}
