/**
 * Hands the focus to the frame's control whenever the frame alone was given it. A page focuses a field by its iframe and by a message, which
 * take different ways through the browser; the iframe's comes with a blur of what had the focus before, and may come last.
 */
export function keepFocus(focusControl: () => void): void {
  addEventListener('focus', () =>
    // The browser itself may be about to focus a control, by Tab or by a click.
    setTimeout(() => {
      if (document.hasFocus() && document.activeElement === document.body) focusControl();
    }),
  );
}
