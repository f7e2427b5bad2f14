import { after } from "next/server";
import { z } from "zod";
import { answerPage } from "#app/auth-request.ts";
import { askForReset } from "#auth/password-reset.ts";
import { originOf } from "#server/visitor.ts";

export const dynamic = "force-dynamic";

const Asked = z.strictObject({ email: z.string().max(320) });

/** Answers before it is known whether there is such an account. */
export const POST = (request: Request): Promise<Response> =>
  answerPage(request, Asked, async ({ hub, input, visitor }) => {
    const { publicUrl, smtpUrl } = hub.config;
    const from = { ip: visitor.ip, ...originOf(visitor), publicUrl, sends: smtpUrl !== undefined };
    const mail = await askForReset(hub, input.email, from);
    after(() => mail().catch(hub.complain("A link to choose a password could not be mailed")));
    return { asked: true };
  });
