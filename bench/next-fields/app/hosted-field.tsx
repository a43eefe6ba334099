'use client';

import { useEffect, useRef, useState } from 'react';
import { FIELD_RULES } from './field-rules.ts';
import type { FieldKind } from './field-rules.ts';
import { Connect } from './frame-messages.ts';
import type { FrameMessage } from './frame-messages.ts';
import { openSocket } from './open-socket.ts';

/** One hosted field as a React component: it says that it is there, is handed a port, and tells of every change on it. */
export function HostedField({ kind }: { kind: FieldKind }) {
  const rule = FIELD_RULES[kind];
  const port = useRef<MessagePort | null>(null);
  const [text, setText] = useState('');
  const [isTouched, setIsTouched] = useState(false);
  const parsed = rule.schema.safeParse(text);
  const problem = parsed.success ? null : (parsed.error.issues[0]?.message ?? null);

  useEffect(() => {
    const frame = new URLSearchParams(location.hash.slice(1)).get('frame');
    const origin = new URLSearchParams(location.search).get('origin') ?? '';
    const listener = (event: MessageEvent) => {
      const message = Connect.safeParse(event.data);
      if (event.source !== parent || event.origin !== origin || !message.success || message.data.frame !== frame)
        return;
      const { pt_token, payments_origin } = message.data;
      port.current = event.ports[0] ?? null;
      send(port.current, { type: 'ready' });
      if (pt_token && payments_origin) void openSocket(payments_origin, pt_token);
    };
    addEventListener('message', listener);
    parent.postMessage({ type: 'boot', frame }, origin);
    return () => removeEventListener('message', listener);
  }, []);

  useEffect(() => {
    send(port.current, { type: 'change', state: { empty: text === '', valid: parsed.success, problem } });
  }, [text, parsed.success, problem]);

  return (
    <input
      aria-label={rule.label}
      aria-invalid={isTouched && !parsed.success}
      autoComplete={rule.autoComplete}
      inputMode={kind === 'card-name' || kind === 'card-postal-code' ? 'text' : 'numeric'}
      placeholder={rule.placeholder}
      value={text}
      onChange={(event) => setText(rule.format(event.target.value))}
      onBlur={() => setIsTouched(text !== '')}
    />
  );
}

function send(port: MessagePort | null, message: FrameMessage): void {
  port?.postMessage(message);
}
