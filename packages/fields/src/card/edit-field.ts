import type { FieldSpec } from '../kinds/field-spec.ts';

export interface FieldText {
  raw: string;
  text: string;
  caret: number;
}

/** What the input holds after the browser applied an edit, and the kind of edit (`InputEvent.inputType`; empty for autofill). */
export interface Edit {
  text: string;
  caret: number;
  inputType: string;
}

/**
 * The field after an edit: reformatted, the caret behind the same characters as before. Deleting a separator deletes the character next
 * to it, as people mean it; typing into a full field changes nothing; a paste is cut to length.
 */
export function editField(spec: FieldSpec, before: FieldText, edit: Edit): FieldText {
  const typed = spec.parse(edit.text);
  // Filling in replaces everything and needs no caret; "2030-04" has its digits in another order than the field.
  const beforeCaret = edit.caret >= edit.text.length ? typed.length : countRaw(spec, edit.text.slice(0, edit.caret));
  const removed = removedWithSeparator(before, typed, beforeCaret, edit.inputType);
  if (removed !== null) return place(spec, removed.raw, removed.caret);
  const isOverfull = edit.inputType === 'insertText' && typed.length > spec.maxLength(typed) && before.raw !== '';
  if (isOverfull) return place(spec, before.raw, Math.max(0, beforeCaret - 1));
  return place(spec, typed.slice(0, spec.maxLength(typed)), beforeCaret);
}

/** A deletion that took only what formatting had added: the neighbour goes in its place. */
function removedWithSeparator(before: FieldText, typed: string, caret: number, inputType: string) {
  if (!inputType.startsWith('delete') || typed !== before.raw || typed === '') return null;
  if (inputType.endsWith('Backward'))
    return { raw: typed.slice(0, Math.max(0, caret - 1)) + typed.slice(caret), caret: Math.max(0, caret - 1) };
  return { raw: typed.slice(0, caret) + typed.slice(caret + 1), caret };
}

function countRaw(spec: FieldSpec, text: string): number {
  return spec.parse(text).length;
}

function place(spec: FieldSpec, raw: string, rawCaret: number): FieldText {
  const text = spec.format(raw);
  return { raw, text, caret: caretIn(spec, text, Math.min(rawCaret, raw.length)) };
}

/** The first place in `text` that has `rawCaret` raw characters before it. */
function caretIn(spec: FieldSpec, text: string, rawCaret: number): number {
  const isAllRaw = spec.format(text) === text;
  if (isAllRaw && !/\s/.test(text)) return rawCaret;
  for (let caret = 0; caret < text.length; caret++) {
    if (countRaw(spec, text.slice(0, caret)) >= rawCaret) return caret;
  }
  return text.length;
}
