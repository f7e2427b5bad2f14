import { useRef } from "react";

const fields = "input, select, textarea, a[href], button:not([data-close]), [tabindex='0']";

/** What has nothing to fill in takes the focus itself, so that it does not start on its close button. */
function focusFirstField(event: Event): void {
  const content = event.currentTarget;
  if (!(content instanceof HTMLElement) || content.querySelector(fields)) return;
  event.preventDefault();
  content.focus();
}

/**
 * The focus goes into what opens and, when it closes, back to where it was, or to the page when that is gone. Radix
 * gives it back to its own trigger only; what opens here is opened from anywhere.
 */
export function useDialogFocus() {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus(event: Event): void {
      before.current = document.activeElement;
      focusFirstField(event);
    },
    onCloseAutoFocus(event: Event): void {
      event.preventDefault();
      const target = before.current?.isConnected ? before.current : document.querySelector("main");
      if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    },
  };
}
