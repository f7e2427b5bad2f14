/** Stores the collapsed navigation in a cookie, so that the server renders it correctly. */
export const navCookie = "crossdock.nav";
