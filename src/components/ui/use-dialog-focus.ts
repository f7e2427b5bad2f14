import type { FormEvent, KeyboardEvent } from "react";
import { lastFocusOutside } from "#components/ui/focus-trail.ts";

const anything = "input, select, textarea, a[href], button:not([data-close]), [tabindex='0']";
const fields = [
  "input:not([type='checkbox'], [type='radio'], [type='hidden'], [readonly])",
  "textarea:not([readonly])",
  "select",
  "[role='combobox']",
]
  .map((field) => `${field}:not(:disabled)`)
  .join(", ");

/** The field marked for initial focus, else the first empty one, else the container itself. */
function focusFirstField(event: Event): void {
  const content = event.currentTarget;
  if (!(content instanceof HTMLElement)) return;
  const first = content.querySelector("[data-first-field]") ?? content.querySelector(fields);
  const target = first ?? (content.querySelector(anything) ? null : content);
  if (!(target instanceof HTMLElement)) return;
  event.preventDefault();
  target.focus(); // without a selection, so that text already typed stays
}

/** The submit button: of the surrounding form, else of the dialog. */
function sendButton(content: HTMLElement, from: Element): HTMLElement | null {
  const form = from.closest("form");
  const own = form && [...form.elements].find((each) => each instanceof HTMLButtonElement && each.type === "submit");
  const button = own ?? content.querySelector("button[type='submit'], button[data-submit]");
  return button instanceof HTMLElement ? button : null;
}

/** Focuses the first invalid field, of client or server validation, unless the user is typing. */
function focusFault(content: HTMLElement): void {
  const look = () => {
    const fault = content.querySelector("[aria-invalid='true']");
    if (!(fault instanceof HTMLElement)) return;
    stop();
    fault.focus();
  };
  const observer = new MutationObserver(look);
  const stop = () => {
    observer.disconnect();
    content.removeEventListener("input", stop);
  };
  observer.observe(content, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-invalid"] });
  content.addEventListener("input", stop);
  requestAnimationFrame(look);
}

/**
 * Keyboard behaviour of all dialogs: initial focus in the first field, focus restored on close, Ctrl or Cmd with Enter
 * submits, and a validation error focuses its field.
 */
export function useDialogFocus() {
  return {
    onOpenAutoFocus: focusFirstField,
    onCloseAutoFocus(event: Event): void {
      event.preventDefault();
      const closing = event.currentTarget;
      const before = closing instanceof Node ? lastFocusOutside(closing) : undefined;
      (before ?? document.querySelector("main"))?.focus({ preventScroll: true });
    },
    onKeyDownCapture(event: KeyboardEvent<HTMLElement>): void {
      const { key, target, currentTarget: content, nativeEvent } = event;
      if (key !== "Enter" || !(event.ctrlKey || event.metaKey) || nativeEvent.isComposing) return;
      if (!(target instanceof Element) || !content.contains(target)) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) sendButton(content, target)?.click();
    },
    onSubmit(event: FormEvent<HTMLElement>): void {
      const { target, currentTarget: content } = event;
      if (target instanceof Node && content.contains(target)) focusFault(content);
    },
  };
}
