import type { ButtonHTMLAttributes, Ref } from 'react';
import { buttonClasses, type ButtonTone } from './button-classes.ts';
import { Spinner } from './spinner.tsx';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  tone?: ButtonTone;
  /** Shows a spinner and takes no more presses; the label stays, so that the width does. */
  isBusy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  tone = 'secondary',
  isBusy = false,
  className,
  children,
  disabled,
  type,
  onClick,
  ref,
  ...rest
}: ButtonProps) {
  return (
    <button
      ref={ref}
      type={type === 'submit' ? 'submit' : 'button'}
      className={buttonClasses(tone, className)}
      disabled={disabled}
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy || undefined}
      onClick={(event) => {
        // A busy button keeps its focus, so it is not disabled; it only swallows the press.
        if (isBusy) event.preventDefault();
        else onClick?.(event);
      }}
      {...rest}
    >
      {isBusy ? <Spinner /> : null}
      {children}
    </button>
  );
}
