export { cards } from './cards.ts';
export type { TestCard } from './cards.ts';
export { FIELD_LABELS, fillCard, hostedField } from './fill-card.ts';
export type { FieldLabels, HostedKind } from './fill-card.ts';
