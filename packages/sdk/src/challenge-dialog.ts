import type { FieldSetup } from '@fieldfare/protocol';
import { FrameHandle } from './frame-handle.ts';

export interface ChallengeDialogOptions {
  fieldsOrigin: string;
  setup: () => FieldSetup;
  /** The frame is ready to be linked with the host. */
  joined: () => void;
  /** The shopper pressed Escape outside the frame. */
  dismissed: () => void;
  failed: (detail: string, message: string) => void;
}

/**
 * The frame in which a bank asks its cardholder, over the page. A modal `<dialog>` of the browser keeps the focus and the screen reader
 * inside, and gives the focus back to where it was; what is in the frame is ours and no script of the page can read it.
 */
export class ChallengeDialog {
  readonly frame: FrameHandle;
  readonly #dialog = document.createElement('dialog');
  #isClosed = false;

  constructor({ fieldsOrigin, setup, joined, dismissed, failed }: ChallengeDialogOptions) {
    this.frame = new FrameHandle('challenge', fieldsOrigin, {
      booted: async () => ({ pt_token: null, setup: setup() }),
      message: ({ type }) => type === 'ready' && this.#begin(joined),
      gone: () => undefined,
      failed: ({ code, message }) => failed(code, message),
    });
    const fill = { width: '100%', height: '100%', maxWidth: '100%', maxHeight: '100%', border: '0', padding: '0' };
    // See-through around its box only while its scheme is the one of the document inside.
    const { colorScheme = 'light' } = setup().appearance ?? {};
    Object.assign(this.frame.element.style, fill, { display: 'block', colorScheme });
    Object.assign(this.#dialog.style, fill, { margin: '0', background: 'transparent', overflow: 'hidden' });
    this.#dialog.addEventListener('cancel', (event) => {
      // It closes when the bank has been told.
      event.preventDefault();
      dismissed();
    });
    this.#dialog.append(this.frame.element);
  }

  open(merchantUid: string): void {
    if (this.#isClosed) return;
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    this.frame.load(merchantUid);
  }

  close(): void {
    this.#isClosed = true;
    if (this.#dialog.open) this.#dialog.close();
    this.frame.remove();
    this.#dialog.remove();
  }

  #begin(joined: () => void): void {
    joined();
    this.frame.element.focus();
    this.frame.post({ type: 'focus' });
  }
}
