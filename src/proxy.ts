import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy, pageHeaders, secretPageHeaders } from "#features/shell/security-headers.ts";

/** Gives every page its own nonce and the headers that keep it shut. Transports under /api answer for themselves. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))));
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of Object.entries(pageHeaders)) response.headers.set(name, value);
  // The address of a customer's page is a secret.
  if (request.nextUrl.pathname.startsWith("/o/"))
    for (const [name, value] of Object.entries(secretPageHeaders)) response.headers.set(name, value);
  return response;
}

/** Every page, whatever its address ends with; a file of ours among them carries the headers too. */
export const config = { matcher: ["/((?!api/|_next/static/|_next/image).*)"] };
