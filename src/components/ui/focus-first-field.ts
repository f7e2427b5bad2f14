const fields = "input, select, textarea, a[href], button:not([data-close]), [tabindex='0']";

/** What has nothing to fill in takes the focus itself, so that it does not start on its close button. */
export function focusFirstField(event: Event): void {
  const content = event.currentTarget;
  if (!(content instanceof HTMLElement) || content.querySelector(fields)) return;
  event.preventDefault();
  content.focus();
}
