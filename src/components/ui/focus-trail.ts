/** What had the focus, newest last; enough to get past a menu, its trigger and a dialog or two. */
const trail: HTMLElement[] = [];
const longest = 12;
const closed = '[data-state="closed"]:is([role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"])';

function keep(element: HTMLElement): void {
  const known = trail.indexOf(element);
  if (known >= 0) trail.splice(known, 1);
  trail.push(element);
  if (trail.length > longest) trail.shift();
}

/** Remembers where the focus goes. What opens is often opened by something that is gone by the time it closes. */
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

/** Where the focus was last, outside of what closes and of what has closed before. */
export const lastFocusOutside = (closing: Node): HTMLElement | undefined =>
  trail.findLast(
    (element) =>
      element.isConnected && !closing.contains(element) && !element.closest(closed) && element.checkVisibility(),
  );
