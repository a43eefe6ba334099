/** What is typed into the filter's fields; empty is not asked for. */
export interface AuditFields {
  action: string;
  subject: string;
  actor: string;
  /** Days of the calendar, UTC, both included. */
  from: string;
  to: string;
}

export const NO_FILTER: AuditFields = { action: '', subject: '', actor: '', from: '', to: '' };

const DAY_MS = 86_400_000;
const ACTION = /^[a-z_]+\.([a-z_]+|\*)$/;

/** The query of `GET /v1/audit_log`. A word without a dot, such as `team`, is asked for as the family that it names. */
export function auditQuery({ action, subject, actor, from, to }: AuditFields): Record<string, string | undefined> {
  const said = action.trim();
  return {
    action: said === '' || said.includes('.') ? said || undefined : `${said}.*`,
    subject: subject.trim() || undefined,
    actor: actor.trim() || undefined,
    created_from: from === '' ? undefined : new Date(from).toISOString(),
    created_to: to === '' ? undefined : new Date(Date.parse(to) + DAY_MS).toISOString(),
  };
}

/** Why an action cannot be asked for; null where it can. */
export function actionProblem({ action }: AuditFields): string | null {
  const asked = auditQuery({ ...NO_FILTER, action })['action'];
  return asked === undefined || ACTION.test(asked)
    ? null
    : 'Write an action such as team.add, or a family such as team.';
}
