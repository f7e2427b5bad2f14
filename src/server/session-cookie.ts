import { decode } from "next-auth/jwt";

/** `__Host-` binds the cookie to this host and to https; over plain http browsers would drop it. */
export const sessionCookie = (publicUrl: string): string =>
  publicUrl.startsWith("https://") ? "__Host-crossdock.session" : "crossdock.session";

/** The id of the session in next-auth's cookie; undefined without a valid one. */
export async function sessionIdFrom(cookies: string | null, name: string, secret: string): Promise<string | undefined> {
  const token = cookieValue(cookies ?? "", name);
  if (token === undefined) return undefined;
  const content = await decode({ token, secret }).catch(() => null);
  return typeof content?.sid === "string" ? content.sid : undefined;
}

function cookieValue(cookies: string, name: string): string | undefined {
  const pair = cookies.split(";").find((each) => each.trimStart().startsWith(`${name}=`));
  return pair?.slice(pair.indexOf("=") + 1).trim();
}
