let leaving = false;

/**
 * The session has ended: offers sign-in and a return to this page. Asks once; a user who stays to save text is not
 * asked again.
 */
export function signInAgain(): void {
  if (leaving) return;
  leaving = true;
  const asked = new URLSearchParams({ callbackUrl: location.pathname + location.search, expired: "1" });
  location.assign(`/sign-in?${asked.toString()}`);
}
