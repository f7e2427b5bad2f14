export const ADDRESSING = "http://www.w3.org/2005/08/addressing";
export const SECURITY = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
export const SECURITY_UTILITY = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
const TOKEN = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0";
export const PASSWORD_TEXT = `${TOKEN}#PasswordText`;
export const PASSWORD_DIGEST = `${TOKEN}#PasswordDigest`;
export const BASE64 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";

/** What differs between SOAP 1.1 and 1.2. */
export interface Version {
  readonly name: "1.1" | "1.2";
  readonly namespace: string;
  readonly mediaType: string;
  /** The attribute that says for whom a header is, and those of its values that mean us. */
  readonly role: string;
  readonly ours: ReadonlySet<string>;
}

export const SOAP11: Version = {
  name: "1.1",
  namespace: "http://schemas.xmlsoap.org/soap/envelope/",
  mediaType: "text/xml",
  role: "actor",
  ours: new Set(["", "http://schemas.xmlsoap.org/soap/actor/next"]),
};

const ROLES = "http://www.w3.org/2003/05/soap-envelope/role";

export const SOAP12: Version = {
  name: "1.2",
  namespace: "http://www.w3.org/2003/05/soap-envelope",
  mediaType: "application/soap+xml",
  role: "role",
  ours: new Set(["", `${ROLES}/next`, `${ROLES}/ultimateReceiver`]),
};

export const mediaTypeOf = (headers: Headers): string =>
  (headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
