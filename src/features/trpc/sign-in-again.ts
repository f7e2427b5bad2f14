let leaving = false;

/** The session has ended: to sign-in, and back to this page. Asked once; who stays to save a text is not asked again. */
export function signInAgain(): void {
  if (leaving) return;
  leaving = true;
  const asked = new URLSearchParams({ callbackUrl: location.pathname + location.search, expired: "1" });
  location.assign(`/sign-in?${asked.toString()}`);
}
