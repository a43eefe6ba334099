'use client';
import { Dialog, SelectField } from '@fieldfare/ui';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { DialogForm } from './dialog-form.tsx';

const OVERLAPS = [
  { value: '86400', label: 'After 24 hours' },
  { value: '3600', label: 'After 1 hour' },
  { value: '604800', label: 'After 7 days' },
  { value: '0', label: 'At once' },
];

interface Rotation {
  isPending: boolean;
  error: Error | null;
  mutate: (request: { overlap_seconds: number }) => void;
}

interface Props {
  /** What is rotated, in a word: `key`. */
  thing: string;
  title: string;
  explanation: string;
  rotate: Rotation;
  /** The only sight of the new one, once it is there. */
  made: ReactNode;
  onClose: () => void;
}

/** Makes a successor of a key or a secret. For a while both work, so that nothing is refused meanwhile. */
export function RotateDialog({ thing, title, explanation, rotate, made, onClose }: Props) {
  const [overlap, setOverlap] = useState('86400');
  return (
    <Dialog isOpen title={made ? `Save your new ${thing}` : title} onClose={onClose} isDismissible={!rotate.isPending}>
      {made ?? (
        <DialogForm
          action={rotate}
          submitLabel={`Rotate ${thing}`}
          onSubmit={() => rotate.mutate({ overlap_seconds: Number(overlap) })}
          onClose={onClose}
        >
          <p className="text-muted">{explanation}</p>
          <SelectField
            label={`The old ${thing} ends`}
            value={overlap}
            options={OVERLAPS}
            onChange={(event) => setOverlap(event.target.value)}
          />
        </DialogForm>
      )}
    </Dialog>
  );
}
