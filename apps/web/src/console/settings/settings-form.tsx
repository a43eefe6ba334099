'use client';
import type { Profile } from '@fieldfare/protocol';
import { Button, Notice, Panel } from '@fieldfare/ui';
import { useEffect, useRef, useState } from 'react';
import { problemWords } from '../problem-words.ts';
import { useConsole } from '../shell/console-context.ts';
import { SettingsBox } from './settings-box.tsx';
import { SETTINGS } from './settings-fields.ts';
import { readSettings, valuesOf } from './settings-values.ts';
import { useUpdateProfile } from './use-profile.ts';

/** All settings on one page; only what was changed is sent. */
export function SettingsForm({ profile }: { profile: Profile }) {
  const { can, merchant } = useConsole();
  const [values, setValues] = useState(() => valuesOf(profile));
  const [problems, setProblems] = useState<Record<string, string>>({});
  const update = useUpdateProfile();
  const mayWrite = can('profile:write');
  const form = useRef<HTMLFormElement>(null);

  // The page is long: whoever presses Save at its end is brought to what must be changed.
  useEffect(() => {
    if (Object.keys(problems).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [problems]);

  function submit() {
    const read = readSettings(profile, values);
    setProblems(read.ok ? {} : read.problems);
    if (read.ok) update.mutate(read.update, { onSuccess: (saved) => setValues(valuesOf(saved)) });
  }

  return (
    <form
      ref={form}
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!update.isPending) submit();
      }}
    >
      {SETTINGS.map(({ title, fields }) => (
        <Panel key={title} title={title}>
          <div className="grid items-start gap-4 p-4 sm:grid-cols-2">
            {fields.map((field) => (
              <SettingsBox
                key={field.name}
                field={field}
                value={values[field.name] ?? ''}
                problem={problems[field.name] ?? null}
                isDisabled={!mayWrite}
                onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
              />
            ))}
          </div>
        </Panel>
      ))}
      {update.error === null ? null : (
        <Notice tone="bad" announce="alert" title="That did not work">
          <p>{problemWords(update.error).message}</p>
        </Notice>
      )}
      {Object.keys(problems).length === 0 ? null : (
        <Notice tone="bad" announce="alert" title="Nothing was saved">
          Look at the marked settings.
        </Notice>
      )}
      {update.isSuccess && !update.isPending ? (
        <Notice tone="good" announce="status" title="Saved">
          The settings hold from now on, for open checkouts too.
        </Notice>
      ) : null}
      {mayWrite ? (
        <div>
          <Button type="submit" tone="primary" isBusy={update.isPending}>
            Save settings
          </Button>
        </div>
      ) : (
        <p className="text-sm text-faint">Your role here is {merchant.role}: an owner or admin changes these.</p>
      )}
    </form>
  );
}
