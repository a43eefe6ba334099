import { useEffect, useImperativeHandle, useRef } from 'react';
import type { CSSProperties, Ref } from 'react';
import type { Field } from '../../field.ts';
import type { FieldEvents, FieldOptions, MountableKind } from '../../types.ts';
import { useFieldsStore } from './fieldfare-provider.tsx';
import { useChangedOptions } from './use-changed-options.ts';
import { useLatest } from '../use-latest.ts';

/** What a page may do to a field that it shows. */
export interface FieldHandle {
  focus: () => void;
  clear: () => void;
}

export interface HostedFieldProps extends FieldOptions {
  /** Of the element around the field, for a `<label htmlFor>` of the page's own: its click focuses the field. */
  id?: string;
  /** Gives the element its looks. `data-ff-focused`, `data-ff-empty`, `data-ff-invalid` and `data-ff-ready` stand on it while they are so. */
  className?: string;
  style?: CSSProperties;
  ref?: Ref<FieldHandle>;
  onReady?: (event: FieldEvents['ready']) => void;
  onChange?: (state: FieldEvents['change']) => void;
  onFocus?: (event: FieldEvents['focus']) => void;
  onBlur?: (event: FieldEvents['blur']) => void;
  /** Enter was pressed in the field. A form around it is submitted next. */
  onSubmit?: (event: FieldEvents['submit']) => void;
  /** First digits of a whole card number, where the merchant's profile allows it. */
  onBin?: (event: FieldEvents['bin']) => void;
  onError?: (error: FieldEvents['error']) => void;
}

/** The element that one field is mounted in. Rendered on a server it is empty; the field comes when React takes the page over. */
export function HostedField({ kind, ...props }: HostedFieldProps & { kind: MountableKind }) {
  const { id, className, style, ref, label, placeholder, disabled, masked, appearance } = props;
  const store = useFieldsStore();
  const element = useRef<HTMLDivElement>(null);
  const field = useRef<Field | null>(null);
  const options = { label, placeholder, disabled, masked, appearance };
  const latest = useLatest({ props, options });
  useEffect(() => {
    if (element.current === null) return undefined;
    const mounted = store.mount(kind, latest.current.options, element.current);
    field.current = mounted.field;
    const told = () => latest.current.props;
    mounted.field.on('ready', (event) => told().onReady?.(event));
    mounted.field.on('change', (state) => told().onChange?.(state));
    mounted.field.on('focus', (event) => told().onFocus?.(event));
    mounted.field.on('blur', (event) => told().onBlur?.(event));
    mounted.field.on('submit', (event) => told().onSubmit?.(event));
    mounted.field.on('bin', (event) => told().onBin?.(event));
    mounted.field.on('error', (error) => told().onError?.(error));
    return () => {
      field.current = null;
      mounted.remove();
    };
  }, [store, kind, latest]);
  useChangedOptions(options, (changed) => field.current?.update(changed));
  useImperativeHandle(ref, () => ({ focus: () => field.current?.focus(), clear: () => field.current?.clear() }), []);
  return <div ref={element} id={id} className={className} style={style} />;
}
