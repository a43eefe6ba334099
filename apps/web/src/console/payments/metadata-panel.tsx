import type { Metadata } from '@fieldfare/protocol';
import { Facts, Panel } from '@fieldfare/ui';

export function MetadataPanel({ metadata }: { metadata: Metadata }) {
  const entries = Object.entries(metadata);
  return (
    <Panel title="Metadata">
      {entries.length === 0 ? (
        <p className="px-4 py-3.5 text-muted">None was set.</p>
      ) : (
        <Facts facts={entries.map(([term, value]) => ({ term, value }))} />
      )}
    </Panel>
  );
}
