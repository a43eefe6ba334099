import { FIELD_KINDS } from '../../field-rules.ts';
import type { FieldKind } from '../../field-rules.ts';
import { HostedField } from '../../hosted-field.tsx';

export const dynamicParams = false;
export const generateStaticParams = () => FIELD_KINDS.map((kind) => ({ kind }));

// oxlint-disable-next-line import/no-default-export -- Next wants one.
export default async function Page({ params }: { params: Promise<{ kind: FieldKind }> }) {
  return <HostedField kind={(await params).kind} />;
}
