'use client';
import type { Approval } from '@fieldfare/protocol';
import { Button, Dialog, DialogActions, Notice, TextField } from '@fieldfare/ui';
import { useState } from 'react';
import { problemWords } from '../problem-words.ts';
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
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (decide.isPending) return;
          decide.mutate(note.trim() === '' ? {} : { note: note.trim() }, { onSuccess: onClose });
        }}
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
        {decide.error === null ? null : (
          <Notice tone="bad" announce="alert" title="That did not work">
            <p>{problemWords(decide.error).message}</p>
          </Notice>
        )}
        <DialogActions>
          <Button onClick={onClose} disabled={decide.isPending}>
            Back
          </Button>
          <Button type="submit" tone={verb === 'approve' ? 'primary' : 'danger'} isBusy={decide.isPending}>
            {verb === 'approve' ? title : 'Deny'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
