import { createContext, use, useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { Fieldfare } from '../../fieldfare.ts';
import { MisuseError } from '../../misuse-error.ts';
import type { SessionOption } from '../../session-source.ts';
import type { FieldsEvents, FieldsOptions } from '../../types.ts';
import { FieldsStore } from './fields-store.ts';
import { useChangedOptions } from './use-changed-options.ts';
import { useLatest } from '../use-latest.ts';

const StoreContext = createContext<FieldsStore | null>(null);

export interface FieldfareProviderProps extends FieldsOptions {
  /** Where the fields are served from, for instance `https://fields.example.com`. */
  fieldsOrigin: string;
  onStatus?: (payment: FieldsEvents['status']) => void;
  onSession?: (session: FieldsEvents['session']) => void;
  onConnection?: (connection: FieldsEvents['connection']) => void;
  onMandate?: (mandate: FieldsEvents['mandate']) => void;
  onChallenge?: (challenge: FieldsEvents['challenge']) => void;
  onError?: (error: FieldsEvents['error']) => void;
  children: ReactNode;
}

/**
 * One group of fields for everything below it. `session` may be another function at every rendering: the latest is asked. Another token, or
 * another `fieldsOrigin`, is another session, and the fields begin anew; every other property may change at any time.
 */
export function FieldfareProvider(props: FieldfareProviderProps) {
  const { fieldsOrigin, session, appearance, locale, messages, country, autoAdvance, children } = props;
  const options = { appearance, locale, messages, country, autoAdvance };
  const latest = useLatest({ props, options });
  const token = typeof session === 'string' ? session : null;
  const store = useMemo(
    () =>
      new FieldsStore(() =>
        Fieldfare({ fieldsOrigin }).fields({
          ...latest.current.options,
          session: token ?? (() => fetchSession(latest.current.props.session)),
        }),
      ),
    [fieldsOrigin, token, latest],
  );
  useEffect(() => {
    const { fields, end } = store.use();
    const unsubscribe = [
      fields.on('status', (payment) => latest.current.props.onStatus?.(payment)),
      fields.on('session', (view) => latest.current.props.onSession?.(view)),
      fields.on('connection', (connection) => latest.current.props.onConnection?.(connection)),
      fields.on('mandate', (mandate) => latest.current.props.onMandate?.(mandate)),
      fields.on('challenge', (challenge) => latest.current.props.onChallenge?.(challenge)),
      fields.on('error', (error) => latest.current.props.onError?.(error)),
    ];
    return () => {
      for (const stop of unsubscribe) stop();
      end();
    };
  }, [store, latest]);
  useChangedOptions(options, (changed) => store.fields?.update(changed));
  return <StoreContext value={store}>{children}</StoreContext>;
}

async function fetchSession(session: SessionOption): Promise<string> {
  return typeof session === 'function' ? session() : session;
}

/** @internal The group around the calling component. */
export function useFieldsStore(): FieldsStore {
  const store = use(StoreContext);
  if (store !== null) return store;
  throw new MisuseError(
    'provider_missing',
    'Fields and their hooks work inside a <FieldfareProvider>. Put one around them.',
  );
}
