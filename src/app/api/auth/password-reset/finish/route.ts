import { z } from "zod";
import { answerPage } from "#app/auth-request.ts";
import { chooseByLink } from "#auth/password-reset.ts";
import { Password } from "#core/users/schemas.ts";
import { originOf } from "#server/visitor.ts";

export const dynamic = "force-dynamic";

const Chosen = z.strictObject({ token: z.string().max(200), password: Password });

export const POST = (request: Request): Promise<Response> =>
  answerPage(request, Chosen, async ({ hub, input, visitor }) => {
    const { publicUrl, smtpUrl } = hub.config;
    const from = { ip: visitor.ip, ...originOf(visitor), publicUrl, sends: smtpUrl !== undefined };
    await chooseByLink(hub, input, from);
    return { set: true };
  });
