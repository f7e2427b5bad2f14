import CredentialsProvider from "next-auth/providers/credentials";
import { accept } from "#auth/invitations.ts";
import { createSession } from "#auth/sessions.ts";
import { isHubError } from "#core/kernel/errors.ts";
import type { ServerHub } from "./hub.ts";

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Accepts an invitation, and signs in who has accepted it. */
export const invitationProvider = (
  hub: ServerHub,
  addressOf: (headers: Readonly<Record<string, unknown>> | undefined) => string | undefined,
) =>
  CredentialsProvider({
    id: "invitation",
    name: "Invitation",
    credentials: { token: {}, name: {}, password: { type: "password" } },
    authorize: async (given, { headers }) => {
      const chosen = { token: textOf(given?.token), name: textOf(given?.name), password: textOf(given?.password) };
      const user = await accept(hub, chosen).catch((error: unknown) => {
        throw isHubError(error) ? new Error(error.code, { cause: error }) : error;
      });
      const userAgent = String(headers?.["user-agent"] ?? "");
      return { id: await createSession(hub, user, { userAgent, ip: addressOf(headers) }) };
    },
  });
