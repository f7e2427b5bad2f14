/** A mail may contain external content: no script runs, nothing is loaded, and links open in a new tab. */
const guard =
  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">" +
  '<base target="_blank">';

/** With the guard before any content of the mail. */
export const guarded = (html: string): string =>
  /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => `${head}${guard}`) : `${guard}${html}`;
