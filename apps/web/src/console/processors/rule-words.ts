import type { RoutingRule } from '@fieldfare/protocol';

/** What an account takes, for people: "all payments", or what it is limited to. */
export function ruleWords({ methods, brands, currencies, min_amount_minor, max_amount_minor }: RoutingRule): string {
  const limits = [
    ...(methods.length > 0 ? [methods.join(', ')] : []),
    ...(brands.length > 0 ? [brands.join(', ')] : []),
    ...(currencies.length > 0 ? [`in ${currencies.join(', ')}`] : []),
    ...(min_amount_minor === null ? [] : [`from ${min_amount_minor} minor units`]),
    ...(max_amount_minor === null ? [] : [`up to ${max_amount_minor} minor units`]),
  ];
  return limits.length === 0 ? 'Takes all payments' : `Takes only ${limits.join(', ')}`;
}
