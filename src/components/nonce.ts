/** The CSP nonce of this page, from a script of the server. Browsers hide the attribute but keep the property. */
export function pageNonce(): string | undefined {
  if (typeof document === "undefined") return undefined;
  return document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce || undefined;
}
