import type { UsernameToken } from "#auth/credential.ts";
import type { Stamp } from "#auth/username-token.ts";
import type { XmlElement } from "#core/kernel/xml.ts";
import { only, onlyHeader, textOf } from "./envelope.ts";
import { malformed } from "./failures.ts";
import { BASE64, PASSWORD_DIGEST, PASSWORD_TEXT, SECURITY, SECURITY_UTILITY } from "./namespaces.ts";

/** All but how it came here. */
export type SentToken = Omit<UsernameToken, "isPrivate">;

export interface Security {
  readonly token: SentToken | undefined;
  /** It counts without a token too, for a message whose sender HTTP names. */
  readonly stamp: Stamp;
}

/** The UsernameToken and the Timestamp of a message (WS-Security 1.1.1). */
export function securityOf(headers: readonly XmlElement[]): Security {
  const children = onlyHeader(headers, SECURITY, "Security")?.children ?? [];
  const token = only(children, { namespace: SECURITY, name: "UsernameToken" });
  const timestamp = only(children, { namespace: SECURITY_UTILITY, name: "Timestamp" });
  const other = children.find((each) => each !== token && each !== timestamp);
  if (other !== undefined)
    throw malformed(`Security holds a UsernameToken and a Timestamp here, and no ${other.name.slice(0, 80)}.`);
  const stamp = timestamp === undefined ? {} : stampOf(timestamp);
  return { stamp, token: token === undefined ? undefined : { type: "username_token", ...proofOf(token), ...stamp } };
}

function proofOf({ children }: XmlElement): Omit<SentToken, "type" | "sentAt" | "expiresAt"> {
  const own = (name: string, namespace = SECURITY) => only(children, { namespace, name });
  const [username, password, nonce] = [own("Username"), own("Password"), own("Nonce")];
  const created = own("Created", SECURITY_UTILITY);
  if (username === undefined || password === undefined) throw malformed("A UsernameToken holds Username and Password.");
  const known: readonly XmlElement[] = [username, password, nonce, created].filter((each) => each !== undefined);
  if (known.length < children.length) throw malformed("A UsernameToken holds Username, Password, Nonce and Created.");
  if (nonce !== undefined && created === undefined) throw malformed("A Nonce comes with Created.");
  if (created !== undefined) instantOf(created);
  const type = attributeOf(password, "Type") ?? PASSWORD_TEXT;
  if (type !== PASSWORD_TEXT && type !== PASSWORD_DIGEST) throw malformed("The Type of this Password is not known.");
  return {
    username: textOf(username),
    password: textOf(password),
    isDigest: type === PASSWORD_DIGEST,
    nonce: nonce === undefined ? undefined : nonceOf(nonce),
    created: created === undefined ? undefined : textOf(created),
  };
}

const NONCE = /^[A-Za-z0-9+/]{8,172}={0,2}$/;

function nonceOf(element: XmlElement): string {
  const text = textOf(element);
  if ((attributeOf(element, "EncodingType") ?? BASE64) !== BASE64 || !NONCE.test(text))
    throw malformed("A Nonce is 8 to 128 bytes in Base64.");
  return text;
}

function stampOf({ children }: XmlElement): Stamp {
  const [created, expires] = ["Created", "Expires"].map((name) =>
    only(children, { namespace: SECURITY_UTILITY, name }),
  );
  const sent = created === undefined ? {} : { sentAt: instantOf(created) };
  return expires === undefined ? sent : { ...sent, expiresAt: instantOf(expires) };
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

function instantOf(element: XmlElement): Date {
  const text = textOf(element);
  const instant = new Date(INSTANT.test(text) ? text : "");
  if (Number.isNaN(instant.getTime()))
    throw malformed(`${element.name} is an instant with its zone, such as 2026-11-22T18:00:00Z.`);
  return instant;
}

const attributeOf = ({ attributes }: XmlElement, name: string): string | undefined =>
  attributes.find((each) => each.namespace === "" && each.name === name)?.value;
