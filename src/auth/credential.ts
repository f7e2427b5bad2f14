import type { Actor } from "#core/kernel/actor.ts";

/** What the browser reports about the page that sent the request; cookies are sent from any page. */
export interface Page {
  /** `Sec-Fetch-Site`. */
  readonly site: string | null;
  readonly origin: string | null;
  readonly host: string | null;
}

/** WS-Security UsernameToken Profile 1.1.1, with the Timestamp beside it. */
export interface UsernameToken {
  readonly type: "username_token";
  /** A key's id or name. */
  readonly username: string;
  /** The key; or Base64(SHA-1(nonce + created + secret)) of its SOAP secret. */
  readonly password: string;
  readonly isDigest: boolean;
  /** In Base64. */
  readonly nonce?: string | undefined;
  /** Of the token, as it was sent: the digest covers the text. */
  readonly created?: string | undefined;
  /** Of the message. */
  readonly sentAt?: Date | undefined;
  readonly expiresAt?: Date | undefined;
  /** Received over TLS or from this machine: not readable in transit. */
  readonly isPrivate: boolean;
}

/** The credential of a request, independent of the transport. */
export type Credential =
  /** An API key or an access token (RFC 6750). */
  | { readonly type: "bearer"; readonly token: string }
  /** The cookies of the web UI. */
  | { readonly type: "session"; readonly cookies: string; readonly page: Page }
  /** RFC 7617. */
  | { readonly type: "basic"; readonly username: string; readonly password: string }
  | UsernameToken
  /** A message signed with the secret of an inbound source. */
  | {
      readonly type: "signature";
      readonly source: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Buffer;
    }
  /** A link signed by Crossdock, such as a customer's link to an order. */
  | { readonly type: "link"; readonly token: string }
  /** Any other scheme of `Authorization`. */
  | { readonly type: "other"; readonly scheme: string }
  /** This process itself, on behalf of a known actor: a broker's message for its tenant. */
  | { readonly type: "internal"; readonly actor: Actor };

/** What its own settings allow a credential. */
export interface Bounds {
  /** By the client's address as the gateway knows it. */
  readonly allows: (address: string) => boolean;
  /** Of the key and of all that it descends from, where they have limits of their own: each is charged. */
  readonly quotas: readonly KeyQuota[];
}

/** The own limit of a key, shared by the keys and clients that it has made. */
export interface KeyQuota {
  readonly subject: string;
  readonly policy: { readonly quota: number; readonly windowS: number };
}

export interface Identity {
  readonly actor: Actor;
  /** Absent: accepted from everywhere, and charged to the quota of its kind. */
  readonly bounds?: Bounds | undefined;
  /** The signed message, as `inbound.receive` takes it. */
  readonly message?: object;
  /** For a proof that counts once: notes it. Rejects when it was used before. */
  readonly spend?: () => Promise<void>;
}

/** Undefined without a credential; rejects with `unauthenticated` when the credential is invalid. */
export type Identify = (credential: Credential) => Promise<Identity | undefined>;

const BEARER = /^bearer(?: +(\S.*)?)?$/i;
const SCHEME = /^[\w.-]{1,40}/;

/** The credential in the headers of an HTTP request. `Authorization` takes precedence over a cookie. */
export function credentialFrom(headers: Pick<Headers, "get">): Credential | undefined {
  const authorization = headers.get("authorization");
  if (authorization !== null) return authorization === "" ? undefined : authorizationOf(authorization);
  const cookies = headers.get("cookie");
  if (cookies === null) return undefined;
  const page = { site: headers.get("sec-fetch-site"), origin: headers.get("origin"), host: headers.get("host") };
  return { type: "session", cookies, page };
}

/** The value of an `Authorization` header, or of the gRPC metadata of that name. */
export function authorizationOf(authorization: string): Credential {
  const bearer = BEARER.exec(authorization);
  if (bearer !== null) return { type: "bearer", token: bearer[1] ?? "" };
  const scheme = SCHEME.exec(authorization)?.[0].toLowerCase() ?? "";
  if (scheme === "link") return { type: "link", token: authorization.slice(scheme.length).trim() };
  if (scheme !== "basic") return { type: "other", scheme };
  const text = Buffer.from(authorization.slice(scheme.length).trim(), "base64").toString();
  const [username = "", ...password] = text.split(":");
  return { type: "basic", username, password: password.join(":") };
}
