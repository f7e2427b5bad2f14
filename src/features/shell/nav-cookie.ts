/** Remembers a folded navigation, where the server can see it before the first paint. */
export const navCookie = "crossdock.nav";
