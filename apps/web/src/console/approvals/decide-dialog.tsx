'use client';
import type { Approval } from '@fieldfare/protocol';
import { Dialog, TextField } from '@fieldfare/ui';
import { useState } from 'react';
import { DialogForm } from '../dialog-form.tsx';
import { approvalTitle } from './approval-words.ts';
import { useDecide } from './use-decide.ts';
import type { Verb } from './use-decide.ts';

export interface DecideDialogProps {
  approval: Approval;
  verb: Verb;
  onClose: () => void;
}

/** The last look before somebody else's confirm or refund is carried out, or is not. */
export function DecideDialog({ approval, verb, onClose }: DecideDialogProps) {
  const [note, setNote] = useState('');
  const decide = useDecide(approval, verb);
  const title = approvalTitle(approval);
  return (
    <Dialog
      isOpen
      title={verb === 'approve' ? `Approve: ${title}` : `Deny: ${title}`}
      onClose={onClose}
      isDismissible={!decide.isPending}
    >
      <DialogForm
        action={decide}
        submitLabel={verb === 'approve' ? title : 'Deny'}
        tone={verb === 'approve' ? 'primary' : 'danger'}
        onSubmit={() => decide.mutate(note.trim() === '' ? {} : { note: note.trim() }, { onSuccess: onClose })}
        onClose={onClose}
      >
        <p className="text-muted">
          {verb === 'approve'
            ? 'It is carried out at once, and cannot be taken back.'
            : 'Nothing happens to the payment. Whoever asked can ask again.'}
        </p>
        <TextField
          label="Note (optional)"
          maxLength={200}
          autoComplete="off"
          value={note}
          hint="Kept with the approval, for your colleagues."
          onChange={(event) => setNote(event.target.value)}
        />
      </DialogForm>
    </Dialog>
  );
}
