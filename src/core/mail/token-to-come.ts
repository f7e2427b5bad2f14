/** Stands in a stored mail where the sent one has a token, and says so to whoever reads it on a screen. */
export const TOKEN_TO_COME = "only-in-the-mail-that-was-sent";

export function withToken<M extends { readonly text: string; readonly html: string }>(mail: M, token: string): M {
  const put = (body: string) => body.replaceAll(TOKEN_TO_COME, token);
  return { ...mail, text: put(mail.text), html: put(mail.html) };
}
