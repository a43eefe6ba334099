'use client';
import { useEffect, useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { Icon } from './icon.tsx';

export interface DialogProps {
  isOpen: boolean;
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** False while something is being sent: Escape and the close button then do nothing. */
  isDismissible?: boolean;
}

/** What somebody who opens a dialog with a form begins with. The browser alone would begin with the button that closes it. */
const FIRST_FIELD = ':is(input, select, textarea):enabled';

/** A modal on the native element: the browser keeps focus inside and gives it back when it closes. One without fields begins at its close button. */
export function Dialog({ isOpen, title, onClose, children, isDismissible = true }: DialogProps) {
  const titleId = useId();
  const ref = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (isOpen && !dialog.open) {
      dialog.showModal();
      dialog.querySelector<HTMLElement>(FIRST_FIELD)?.focus();
    }
    if (!isOpen && dialog.open) dialog.close();
  }, [isOpen]);

  // Only closing gives the focus back: a dialog that goes with the component that holds it must be closed while it is still there.
  useLayoutEffect(() => {
    const dialog = ref.current;
    return () => dialog?.close();
  }, []);

  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      className="m-auto w-[min(30rem,calc(100vw-2rem))] rounded-lg border border-line bg-raised p-0 text-ink shadow-raised"
      onCancel={(event) => {
        event.preventDefault();
        if (isDismissible) onClose();
      }}
      onClose={(event) => {
        if (isOpen && !event.currentTarget.open) onClose();
      }}
    >
      {isOpen ? (
        <>
          <div className="flex items-center justify-between gap-3 border-b border-line py-2 pr-2 pl-5">
            <h2 id={titleId} className="text-lg font-semibold">
              {title}
            </h2>
            <button
              type="button"
              className="grid size-9 place-items-center rounded-md text-muted hover:bg-sunken"
              aria-label="Close"
              disabled={!isDismissible}
              onClick={onClose}
            >
              <Icon name="close" />
            </button>
          </div>
          <div className="p-5">{children}</div>
        </>
      ) : null}
    </dialog>
  );
}
