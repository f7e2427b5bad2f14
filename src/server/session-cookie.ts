import { decode, encode, type JWT, type JWTOptions } from "next-auth/jwt";
import type { Secrets } from "#core/kernel/secrets.ts";

/** How long a session lasts at most, in seconds. */
export const LONGEST_S = 30 * 86_400;

/** `__Host-` binds the cookie to this host and to https; over plain http browsers would drop it. */
export const sessionCookie = (publicUrl: string): string =>
  publicUrl.startsWith("https://") ? "__Host-crossdock.session" : "crossdock.session";

/** next-auth's own coding, which takes one secret: cookies are made with the newest and accepted with each. */
export const sessionCoding = (secrets: Secrets): Pick<JWTOptions, "encode" | "decode"> => ({
  encode: ({ token, maxAge }) => encode({ token: token ?? {}, maxAge: maxAge ?? LONGEST_S, secret: secrets()[0] }),
  decode: ({ token }) => decoded(token ?? "", secrets),
});

/** The id of the session in next-auth's cookie; undefined without a valid one. */
export async function sessionIdFrom(
  cookies: string | null,
  name: string,
  secrets: Secrets,
): Promise<string | undefined> {
  const token = cookieValue(cookies ?? "", name);
  if (token === undefined) return undefined;
  const content = await decoded(token, secrets);
  return typeof content?.sid === "string" ? content.sid : undefined;
}

async function decoded(token: string, secrets: Secrets): Promise<JWT | null> {
  const tried = new Set<string>();
  for (const look of [undefined, "now"] as const)
    for (const secret of secrets(look).filter((each) => !tried.has(each))) {
      tried.add(secret);
      const content = await decode({ token, secret }).catch(() => null);
      if (content !== null) return content;
    }
  return null;
}

function cookieValue(cookies: string, name: string): string | undefined {
  const pair = cookies.split(";").find((each) => each.trimStart().startsWith(`${name}=`));
  return pair?.slice(pair.indexOf("=") + 1).trim();
}

interface Signing {
  readonly config: { readonly publicUrl: string };
  readonly secrets: Secrets;
}

/** The same by this server's own name and secrets. */
export const sessionIdOf = ({ config, secrets }: Signing, cookies: string | null): Promise<string | undefined> =>
  sessionIdFrom(cookies, sessionCookie(config.publicUrl), secrets);
