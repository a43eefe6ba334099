import type { PaymentStatus } from '@fieldfare/protocol';

export interface StatusFilter {
  /** Stands in the address. */
  key: string;
  label: string;
  /** None means all. */
  statuses: readonly PaymentStatus[];
}

const ALL_FILTER: StatusFilter = { key: 'all', label: 'All', statuses: [] };

/** The chips above the list, in the order in which people look for them. Every status is in exactly one. */
export const STATUS_FILTERS: readonly StatusFilter[] = [
  ALL_FILTER,
  { key: 'authorized', label: 'Authorized', statuses: ['authorized'] },
  { key: 'captured', label: 'Captured', statuses: ['captured'] },
  { key: 'pending', label: 'In progress', statuses: ['processing', 'requires_action', 'pending'] },
  { key: 'unknown', label: 'Unknown', statuses: ['unknown'] },
  { key: 'declined', label: 'Declined', statuses: ['declined'] },
  { key: 'canceled', label: 'Canceled', statuses: ['canceled'] },
  { key: 'refunded', label: 'Refunded', statuses: ['refunded', 'partially_refunded'] },
  { key: 'expired', label: 'Expired', statuses: ['expired'] },
  { key: 'failed', label: 'Failed', statuses: ['failed'] },
];

export function statusFilter(key: string | null): StatusFilter {
  return STATUS_FILTERS.find((filter) => filter.key === key) ?? ALL_FILTER;
}

/** How many payments a filter holds, out of the counts by status; undefined before they are known. */
export function countOf(
  filter: StatusFilter,
  counts: Partial<Record<PaymentStatus, number>> | undefined,
): number | undefined {
  if (counts === undefined) return undefined;
  if (filter.statuses.length === 0) return Object.values(counts).reduce((sum, count) => sum + count, 0);
  return filter.statuses.reduce((sum, status) => sum + (counts[status] ?? 0), 0);
}
