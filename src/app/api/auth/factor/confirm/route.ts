import { z } from "zod";
import { answerPage } from "#app/auth-request.ts";
import { confirmEnrolment } from "#auth/second-factor.ts";
import { sessionIdOf } from "#server/session-cookie.ts";

export const dynamic = "force-dynamic";

const Given = z.strictObject({ id: z.string().max(40), code: z.string().max(60) });

export const POST = (request: Request): Promise<Response> =>
  answerPage(request, Given, async ({ hub, input, visitor }) =>
    confirmEnrolment(hub, await sessionIdOf(hub, request.headers.get("cookie")), { ...input, ip: visitor.ip }),
  );
