import { FieldfareError, PROCESSOR_METHODS } from '@fieldfare/protocol';
import type { ProcessorKind, RoutingRule } from '@fieldfare/protocol';

/** Refuses a rule that names a method which no account of the kind can take: it would promise what every payment is refused. */
export function assertRule(processor: ProcessorKind, rule: Pick<RoutingRule, 'methods'> | undefined): void {
  const possible = PROCESSOR_METHODS[processor];
  const refused = rule?.methods.find((method) => !possible.includes(method));
  if (refused === undefined) return;
  throw new FieldfareError('validation_error', {
    detail: 'method_not_allowed',
    param: 'rule.methods',
    message: `An account at ${processor} takes ${possible.join(', ')} and not ${refused}. Leave ${refused} out of its rule.`,
  });
}
