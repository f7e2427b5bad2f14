/** Whether a key press belongs to a field, so that single-letter shortcuts must ignore it. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.role === "combobox" || target.role === "textbox") return true;
  if (target instanceof HTMLInputElement)
    return !["checkbox", "radio", "button", "submit", "range"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Whether an open dialog, menu or list handles the keyboard. */
export function isOverlayOpen(): boolean {
  return (
    document.querySelector(
      '[data-state="open"]:is([role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"])',
    ) !== null
  );
}
