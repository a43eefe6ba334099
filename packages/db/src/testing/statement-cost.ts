import type pg from 'pg';

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Index Cond'?: string;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
}

export interface StatementCost {
  /** Rows that were touched, whether they were wanted or not. */
  rows: number;
  /** Tables that were read, or would have been, from one end. */
  walked: (string | undefined)[];
}

/**
 * What a statement reads: runs it and looks at its plan. Of times nothing is said. A table of one page is read whole once autovacuum has counted
 * it, whatever its indexes are: so that a test says the same whenever that is, the planner walks only where no index serves.
 */
export async function costOf(
  owner: pg.ClientBase,
  { text, values }: { text: string; values: unknown[] },
): Promise<StatementCost> {
  await owner.query('SET enable_seqscan = off');
  const { rows } = await owner.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values);
  await owner.query('RESET enable_seqscan');
  const scans: Plan[] = [];
  const visit = (plan: Plan) => {
    if (plan['Node Type'].includes('Scan') && plan['Node Type'] !== 'Subquery Scan') scans.push(plan);
    plan.Plans?.forEach(visit);
  };
  visit(rows[0]['QUERY PLAN'][0].Plan);
  const touched = scans.map(
    (scan) => (scan['Actual Rows'] + (scan['Rows Removed by Filter'] ?? 0)) * scan['Actual Loops'],
  );
  return {
    rows: touched.reduce((sum, count) => sum + count, 0),
    walked: scans.filter(isWalk).map((scan) => scan['Relation Name']),
  };
}

/** A bitmap names its condition in the scan of the index below it. */
function isWalk(scan: Plan): boolean {
  return scan['Index Cond'] === undefined && scan['Node Type'] !== 'Bitmap Heap Scan';
}
