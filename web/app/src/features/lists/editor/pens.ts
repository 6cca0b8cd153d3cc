/** The field in which somebody writes: variables are put there. */

export interface Pen {
  insert: (words: string) => void;
  focus: () => void;
}

/** A pen for a plain field: puts words at the cursor and says what then stands there. */
export function penOf(
  field: HTMLInputElement | HTMLTextAreaElement,
  onChange: (value: string) => void,
): Pen {
  return {
    insert: (words) => {
      const from = field.selectionStart ?? field.value.length;
      const to = field.selectionEnd ?? from;
      onChange(field.value.slice(0, from) + words + field.value.slice(to));
      requestAnimationFrame(() => {
        field.focus();
        field.setSelectionRange(from + words.length, from + words.length);
      });
    },
    focus: () => field.focus(),
  };
}
