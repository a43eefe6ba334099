'use client';
import { FieldfareProvider } from '@fieldfare/sdk/react';
import { Panel, SegmentedControl } from '@fieldfare/ui';
import { useMemo, useState } from 'react';
import { CodeBlock } from '../markdown/code-block.tsx';
import { codeOf } from './code-of.ts';
import type { CodeKind } from './code-of.ts';
import { createSession } from './create-session.ts';
import type { SessionMaker } from './create-session.ts';
import { Editor } from './editor.tsx';
import { Preview } from './preview.tsx';
import { appearanceOf, DEFAULTS } from './settings.ts';

export interface PlaygroundProps extends SessionMaker {
  fieldsOrigin: string;
}

/** Real fields against the demo merchant, an editor for their looks, and the code that makes them so. */
export function Playground({ fieldsOrigin, paymentsOrigin, playgroundKey }: PlaygroundProps) {
  const [settings, setSettings] = useState(DEFAULTS);
  const [kind, setKind] = useState<CodeKind>('html');
  /** Each attempt is a session of its own, and with it new fields. */
  const [attempt, setAttempt] = useState(1);
  const session = useMemo(
    () => () => createSession({ paymentsOrigin, playgroundKey }),
    [paymentsOrigin, playgroundKey],
  );
  const code = codeOf(kind, settings, fieldsOrigin);
  // A colour that was taken back is not said any more: the fields then begin anew without it.
  const begun = `${attempt} ${settings.layout} ${Object.keys(appearanceOf(settings)).join(' ')}`;
  return (
    <div className="grid min-w-0 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <Panel title="Checkout">
        <FieldfareProvider
          key={begun}
          fieldsOrigin={fieldsOrigin}
          session={session}
          locale={settings.locale}
          appearance={appearanceOf(settings)}
        >
          <Preview layout={settings.layout} onAgain={() => setAttempt(attempt + 1)} />
        </FieldfareProvider>
      </Panel>
      <Panel title="Looks" className="lg:row-span-2">
        <Editor settings={settings} onChange={(changed) => setSettings((before) => ({ ...before, ...changed }))} />
      </Panel>
      <div className="grid min-w-0 gap-3">
        <SegmentedControl
          label="Code"
          value={kind}
          options={[
            { value: 'html', label: 'HTML' },
            { value: 'react', label: 'React' },
          ]}
          onChange={setKind}
        />
        <CodeBlock text={code} file={kind === 'html' ? 'checkout.html' : 'checkout.tsx'}>
          <code>{code}</code>
        </CodeBlock>
      </div>
    </div>
  );
}
