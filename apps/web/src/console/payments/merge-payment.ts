import type { Payment, PaymentList } from '@fieldfare/protocol';
import { matches, PAGE_SIZE, type ListParams } from './list-params.ts';

/**
 * The page as it reads after one payment changed: replaced where it stood, gone where it no longer fits the filter, and put in its
 * place by age where it newly fits. Answers the same object when nothing of it changed.
 */
export function mergePayment(page: PaymentList, params: ListParams, payment: Payment): PaymentList {
  const index = page.data.findIndex((row) => row.id === payment.id);
  const isListed = index !== -1;
  if (!matches(params, payment))
    return isListed ? { ...page, data: page.data.filter((row) => row.id !== payment.id) } : page;
  if (isListed) {
    const known = page.data[index];
    return known && known.version >= payment.version ? page : { ...page, data: page.data.with(index, payment) };
  }
  return belongsHere(page, params, payment) ? insert(page, payment) : page;
}

/** Ids sort by age, newest first on a page. A page in the middle only takes what lies between its own ends. */
function belongsHere(page: PaymentList, params: ListParams, payment: Payment): boolean {
  const newest = page.data[0];
  const oldest = page.data.at(-1);
  const isFirstPage = params.after === null && params.before === null;
  if (!isFirstPage && (newest === undefined || payment.id > newest.id)) return false;
  const isLastPage = params.before === null && !page.has_more;
  return isLastPage || (oldest !== undefined && payment.id > oldest.id);
}

function insert(page: PaymentList, payment: Payment): PaymentList {
  const at = page.data.findIndex((row) => row.id < payment.id);
  const data = page.data.toSpliced(at === -1 ? page.data.length : at, 0, payment);
  // What falls off the end is on the next page; the list keeps its length, so that nothing below it jumps.
  return data.length > PAGE_SIZE ? { ...page, data: data.slice(0, PAGE_SIZE), has_more: true } : { ...page, data };
}
