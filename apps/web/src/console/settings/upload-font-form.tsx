'use client';
import { Font, MAX_FONT_BYTES } from '@fieldfare/protocol';
import { Button, SelectField, TextField } from '@fieldfare/ui';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { KeyProblem } from '../api-keys/key-problem.tsx';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';
import { useRestAction } from '../use-rest-action.ts';
import { encodeBase64 } from './encode-base64.ts';

const WEIGHTS = [300, 400, 500, 600, 700].map((weight) => ({ value: String(weight), label: String(weight) }));
const STYLES = [
  { value: 'normal', label: 'Normal' },
  { value: 'italic', label: 'Italic' },
];

/** Takes a whole WOFF2 file; what is wrong with one the server says. */
export function UploadFontForm() {
  const { scope } = useConsole();
  const upload = useRestAction('/v1/fonts', Font, queryKeys.fonts(scope));
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const values = new FormData(form);
    const [file, family] = [values.get('file'), values.get('family')];
    if (!(file instanceof File) || file.size === 0) return setProblem('Choose a .woff2 file.');
    if (file.size > MAX_FONT_BYTES) return setProblem(`The file is larger than ${MAX_FONT_BYTES / 1_024} KB.`);
    if (typeof family !== 'string' || family.trim() === '')
      return setProblem('Name the family, as your page will in appearance.fontFamily.');
    setProblem(null);
    const data = encodeBase64(new Uint8Array(await file.arrayBuffer()));
    const face = { family: family.trim(), weight: Number(values.get('weight')), style: values.get('style') };
    upload.mutate({ ...face, data }, { onSuccess: () => form.reset() });
  }

  return (
    <form
      noValidate
      className="grid gap-4 border-t border-line p-4"
      onSubmit={(event) => {
        if (upload.isPending) event.preventDefault();
        else void submit(event);
      }}
    >
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextField
          label="Font file"
          name="file"
          type="file"
          accept=".woff2,font/woff2"
          error={problem}
          hint="One whole face as WOFF2, at most 256 KB."
        />
        <TextField
          label="Family"
          name="family"
          maxLength={40}
          autoComplete="off"
          hint="Letters, digits, spaces, _ and -."
        />
        <SelectField label="Weight" name="weight" defaultValue="400" options={WEIGHTS} />
        <SelectField label="Style" name="style" defaultValue="normal" options={STYLES} />
      </div>
      <KeyProblem error={upload.error} />
      <div>
        <Button type="submit" isBusy={upload.isPending}>
          Upload font
        </Button>
      </div>
    </form>
  );
}
