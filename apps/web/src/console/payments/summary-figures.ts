import { approvalRate, rollingApproval, type SummaryDay } from './fill-days.ts';

const WINDOW_DAYS = 7;
const PERCENT = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 });

export interface SummaryFigures {
  volumeMinor: number;
  attempts: number;
  approved: number;
  rateWords: string;
  /** By day, over the seven days that end with it. */
  rolling: (number | null)[];
}

export function summaryFigures(days: readonly SummaryDay[]): SummaryFigures {
  const rate = approvalRate(days);
  return {
    volumeMinor: days.reduce((sum, day) => sum + day.volume_minor, 0),
    attempts: days.reduce((sum, day) => sum + day.attempts, 0),
    approved: days.reduce((sum, day) => sum + day.approved, 0),
    rateWords: rate === null ? 'None yet' : PERCENT.format(rate),
    rolling: rollingApproval(days, WINDOW_DAYS),
  };
}

const DAY = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' });

/** "Nov 20" for a UTC day such as `2026-11-20`; nothing for nothing. */
export function dayWords(date: string): string {
  return date === '' ? '' : DAY.format(new Date(`${date}T00:00:00.000Z`));
}
