import { idOf, type Payment } from '@fieldfare/protocol';
import { statusFilter } from './status-filters.ts';

/** What the list shows. It lives in the address, so that a link or a reload shows the same. */
export interface ListParams {
  /** Key of a status filter. */
  filter: string;
  /** A record number or a reference, as it was typed. */
  search: string;
  /** The id of a customer, whose payments alone are shown; null is everybody's. */
  customer: string | null;
  /** Page after (older than) or before (newer than) that payment; neither is the first page. */
  after: string | null;
  before: string | null;
}

export const PAGE_SIZE = 25;

const PaymentId = idOf('payment');
const CustomerId = idOf('customer');

/** Reads the address; what it does not understand counts as not there. */
export function readListParams(search: URLSearchParams): ListParams {
  const id = (name: string) => PaymentId.safeParse(search.get(name)).data ?? null;
  const after = id('after');
  return {
    filter: statusFilter(search.get('status')).key,
    search: search.get('q')?.slice(0, 200) ?? '',
    customer: CustomerId.safeParse(search.get('customer')).data ?? null,
    after,
    before: after === null ? id('before') : null,
  };
}

/** The address of a list, with only what differs from the plain one. */
export function listHref({ filter, search, customer, after, before }: Partial<ListParams>): string {
  const params = new URLSearchParams();
  if (filter !== undefined && filter !== 'all') params.set('status', filter);
  if (search) params.set('q', search);
  if (customer) params.set('customer', customer);
  if (after) params.set('after', after);
  else if (before) params.set('before', before);
  const text = params.toString();
  return `/console/payments${text && `?${text}`}`;
}

/** The query of `GET /v1/payments`. */
export function listQuery({
  filter,
  search,
  customer,
  after,
  before,
}: ListParams): Record<string, string | number | undefined> {
  const recordNumber = asRecordNumber(search);
  const reference = search.trim();
  return {
    limit: PAGE_SIZE,
    status: statusFilter(filter).statuses.join(',') || undefined,
    record_number: recordNumber ?? undefined,
    reference: recordNumber === null && reference !== '' ? reference : undefined,
    customer: customer ?? undefined,
    starting_after: after ?? undefined,
    ending_before: before ?? undefined,
  };
}

/** Twelve characters, however they were grouped or cased, as record numbers are written; null for anything else. */
export function asRecordNumber(text: string): string | null {
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  if (!/^[0-9A-HJKMNP-TV-Z]{12}$/.test(plain)) return null;
  return `${plain.slice(0, 4)}-${plain.slice(4, 8)}-${plain.slice(8)}`;
}

/** Whether a payment belongs into the list, pages aside. */
export function matches({ filter, search, customer }: ListParams, payment: Payment): boolean {
  const { statuses } = statusFilter(filter);
  if (statuses.length > 0 && !statuses.includes(payment.status)) return false;
  if (customer !== null && payment.customer !== customer) return false;
  if (search.trim() === '') return true;
  const recordNumber = asRecordNumber(search);
  return recordNumber === null ? payment.reference === search.trim() : payment.record_number === recordNumber;
}
