/** Tells this browser's other tabs, which have the same session. */
const NAME = "crossdock.session";

let leaving = false;

/**
 * The session has ended: offers sign-in and a return to this page. Asks once; a user who stays to save text is not
 * asked again.
 */
export function signInAgain(): void {
  if (leaving) return;
  leaving = true;
  const channel = new BroadcastChannel(NAME);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel never leaves its origin
  channel.postMessage("ended");
  channel.close();
  const asked = new URLSearchParams({ callbackUrl: location.pathname + location.search, expired: "1" });
  location.assign(`/sign-in?${asked.toString()}`);
}

/** Calls `look` when another tab has found that the session has ended. Returns a function that stops it. */
export function onSessionEnd(look: () => void): () => void {
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener("message", look);
  return () => channel.close();
}
