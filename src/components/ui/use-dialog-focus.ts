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

/** The field marked as the one to begin with, else the first to be filled in; what has nothing of the kind, itself. */
function focusFirstField(event: Event): void {
  const content = event.currentTarget;
  if (!(content instanceof HTMLElement)) return;
  const first = content.querySelector("[data-first-field]") ?? content.querySelector(fields);
  const target = first ?? (content.querySelector(anything) ? null : content);
  if (!(target instanceof HTMLElement)) return;
  event.preventDefault();
  target.focus(); // and selects nothing: what is typed already stays
}

/** The button that sends: of the form that one is in, else of the dialog. */
function sendButton(content: HTMLElement, from: Element): HTMLElement | null {
  const form = from.closest("form");
  const own = form && [...form.elements].find((each) => each instanceof HTMLButtonElement && each.type === "submit");
  const button = own ?? content.querySelector("button[type='submit'], button[data-submit]");
  return button instanceof HTMLElement ? button : null;
}

/** Goes to the first field that is refused, by the form or later by the server, unless somebody types meanwhile. */
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
 * How everything that opens over the page goes by keys: the focus begins in the first field and ends where it was
 * before, Ctrl or Cmd with Enter sends, and a refusal leads to its field.
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
