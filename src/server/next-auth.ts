import type { CookieOption, NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { wrongCredentials } from "#auth/errors.ts";
import { promote } from "#auth/second-factor.ts";
import { createSession, revokeSession } from "#auth/sessions.ts";
import { signIn } from "#auth/sign-in.ts";
import { isHubError } from "#core/kernel/errors.ts";
import type { ServerHub } from "./hub.ts";
import { invitationProvider } from "./invitation-provider.ts";
import { LONGEST_S, sessionCoding, sessionCookie, sessionIdOf } from "./session-cookie.ts";
import { textOf, visitorOf } from "./visitor.ts";

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
          const visitor = visitorOf(hub, headers);
          const input = { email: textOf(given?.email), password: textOf(given?.password), ip: visitor.ip };
          const user = await signIn(hub, input).catch(inItsWords);
          return { id: await createSession(hub, user, visitor) };
        },
      }),
      invitationProvider(hub, (headers) => visitorOf(hub, headers).ip),
      CredentialsProvider({
        id: "factor",
        credentials: { code: { type: "text" } },
        authorize: async (given, { headers }) => {
          const { ip } = visitorOf(hub, headers);
          const sid = await sessionIdOf(hub, textOf(headers?.["cookie"]));
          return { id: await promote(hub, sid, { code: textOf(given?.code), ip }).catch(inItsWords) };
        },
      }),
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

/**
 * The sign-in form reads these: our error code (with the seconds to wait), or next-auth's own code for wrong
 * credentials.
 */
function inItsWords(error: unknown): never {
  if (!isHubError(error)) throw error;
  if (error.kind === "limited") throw new Error(`${error.code}:${error.retryAfterS ?? 60}`, { cause: error });
  const isWrong = error.code === wrongCredentials.code;
  throw new Error(isWrong ? "CredentialsSignin" : error.code, { cause: error });
}

function cookie(publicUrl: string, name: string): CookieOption {
  return { name, options: { httpOnly: true, sameSite: "lax", path: "/", secure: publicUrl.startsWith("https://") } };
}
