import { z } from "zod";
import { Id, Instant, RequiredText, Scope } from "../kernel/shapes.ts";

/** Keys outlive the tokens that made them, so no client makes any. */
export const WITHHELD = "keys:write";

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** RFC 6749 §3.1.2, RFC 9700 §4.1: absolute, without a fragment, over TLS or on the user's own machine. */
function isRedirect(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, hash, username, password } = new URL(text);
  if (hash !== "" || text.includes("#") || username !== "" || password !== "") return false;
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname));
}

const RedirectUri = z
  .string()
  .max(500)
  .refine(isRedirect, "A redirect URI is an https address, or http on localhost, without a fragment.");

export const CreateOAuthClientInput = z
  .strictObject({
    name: RequiredText(120),
    scopes: z
      .array(Scope)
      .min(1, "A client may do at least one thing.")
      .refine((scopes) => !scopes.includes(WITHHELD), `The scope ${WITHHELD} is not for clients.`)
      .transform((scopes) => [...new Set(scopes)])
      .describe(`The most that its tokens may do; any but \`${WITHHELD}\`.`),
    redirectUris: z
      .array(RedirectUri)
      .max(20)
      .default([])
      .describe("Addresses of the client, kept with it. No grant that is offered redirects to them."),
    firstParty: z
      .boolean()
      .default(false)
      .describe("True: a program of your own, which may take the passwords of users (grant type `password`)."),
  })
  .meta({ id: "CreateOAuthClient", example: { name: "Packing app", scopes: ["orders:read", "orders:write"] } });

export const OAuthClientView = z
  .object({
    clientId: Id,
    name: z.string(),
    hint: z.string().describe("First characters of the secret, to identify it."),
    scopes: z.array(z.string()),
    redirectUris: z.array(z.string()),
    firstParty: z.boolean(),
    createdBy: z.string(),
    createdAt: Instant,
    lastUsedAt: Instant.nullable().describe("When it last asked for a token."),
    revokedAt: Instant.nullable(),
  })
  .meta({ id: "OAuthClient" });

export const CreatedOAuthClient = OAuthClientView.extend({
  clientSecret: z
    .string()
    .nullable()
    .describe("Shown this once; null when the call is a repeat with the same idempotency key."),
}).meta({ id: "CreatedOAuthClient" });
