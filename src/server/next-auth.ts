import type { CookieOption, NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { createSession, revokeSession } from "#auth/sessions.ts";
import { signIn } from "#auth/sign-in.ts";
import { isHubError } from "#core/kernel/errors.ts";
import { clientAddressOf, forwardedAddress } from "#transports/shared/client-address.ts";
import type { ServerHub } from "./hub.ts";
import { invitationProvider } from "./invitation-provider.ts";
import { LONGEST_S, sessionCoding, sessionCookie } from "./session-cookie.ts";

/**
 * next-auth checks the credentials and sets the cookie. The cookie contains only the id of a session in our own table,
 * where it can be listed and revoked.
 */
export function nextAuthOptions(hub: ServerHub): NextAuthOptions {
  const { publicUrl } = hub.config;
  return {
    secret: hub.secrets()[0],
    jwt: sessionCoding(hub.secrets),
    session: { strategy: "jwt", maxAge: LONGEST_S },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    cookies: {
      sessionToken: cookie(publicUrl, sessionCookie(publicUrl)),
      csrfToken: cookie(publicUrl, sessionCookie(publicUrl).replace(/session$/, "csrf")),
      callbackUrl: cookie(publicUrl, sessionCookie(publicUrl).replace(/session$/, "callback-url")),
    },
    providers: [
      CredentialsProvider({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: async (given, { headers }) => {
          const ip = addressOf(hub, headers);
          const input = { email: textOf(given?.email), password: textOf(given?.password), ip };
          const user = await signIn(hub, input).catch(inItsWords);
          return { id: await createSession(hub, user, { userAgent: String(headers?.["user-agent"] ?? ""), ip }) };
        },
      }),
      invitationProvider(hub, (headers) => addressOf(hub, headers)),
    ],
    callbacks: {
      // The user is present only at sign-in; its id is the id of the new session.
      jwt: ({ token, user }) => ({ sid: user === undefined ? token["sid"] : user.id }),
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token["sid"] === "string") await revokeSession(hub, token["sid"]);
      },
    },
  };
}

/** Set by our HTTP server, or by the proxies of another host. */
function addressOf({ hosted, config }: ServerHub, headers: Readonly<Record<string, unknown>> | undefined) {
  if (hosted === undefined) return clientAddressOf(headers);
  return forwardedAddress(textOf(headers?.["x-forwarded-for"]), config.trustProxyHops);
}

/** A form may repeat a field and JSON may hold any type: a value that is no string matches no account. */
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/**
 * The sign-in form reads these: our error code (with the seconds to wait), or next-auth's own code for wrong
 * credentials.
 */
function inItsWords(error: unknown): never {
  if (!isHubError(error)) throw error;
  if (error.kind === "limited") throw new Error(`${error.code}:${error.retryAfterS ?? 60}`, { cause: error });
  throw new Error(error.kind === "unauthenticated" ? "CredentialsSignin" : error.code, { cause: error });
}

function cookie(publicUrl: string, name: string): CookieOption {
  return { name, options: { httpOnly: true, sameSite: "lax", path: "/", secure: publicUrl.startsWith("https://") } };
}
