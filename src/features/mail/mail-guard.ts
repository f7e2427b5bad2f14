/** A mail may hold what came from outside: nothing of it runs, nothing is loaded, and its links open elsewhere. */
const guard =
  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">" +
  '<base target="_blank">';

/** With the guard before anything that the mail says. */
export const guarded = (html: string): string =>
  /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => `${head}${guard}`) : `${guard}${html}`;
