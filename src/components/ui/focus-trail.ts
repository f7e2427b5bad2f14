/** The last focused elements, newest last; enough for a menu, its trigger and a dialog or two. */
const trail: HTMLElement[] = [];
const longest = 12;
const closed = '[data-state="closed"]:is([role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"])';

function keep(element: HTMLElement): void {
  const known = trail.indexOf(element);
  if (known >= 0) trail.splice(known, 1);
  trail.push(element);
  if (trail.length > longest) trail.shift();
}

/** Tracks focus, because the trigger of a dialog is often removed before the dialog closes. */
export function followFocus(): () => void {
  const onFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return;
    const menu = target.closest("[role='menu']");
    const opener = menu && document.querySelector(`[aria-controls="${CSS.escape(menu.id)}"]`);
    if (opener instanceof HTMLElement) keep(opener);
    keep(target);
  };
  document.addEventListener("focusin", onFocus, true);
  return () => document.removeEventListener("focusin", onFocus, true);
}

/** The last focused element that still exists outside of the closing layers. */
export const lastFocusOutside = (closing: Node): HTMLElement | undefined =>
  trail.findLast(
    (element) =>
      element.isConnected && !closing.contains(element) && !element.closest(closed) && element.checkVisibility(),
  );
