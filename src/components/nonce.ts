/** The nonce of this page, read from a script the server wrote. Browsers hide the attribute but keep the property. */
export function pageNonce(): string | undefined {
  if (typeof document === "undefined") return undefined;
  return document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce || undefined;
}
