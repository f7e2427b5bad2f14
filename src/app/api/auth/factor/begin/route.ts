import { z } from "zod";
import { answerPage } from "#app/auth-request.ts";
import { enrol } from "#auth/second-factor.ts";
import { sessionIdOf } from "#server/session-cookie.ts";

export const dynamic = "force-dynamic";

export const POST = (request: Request): Promise<Response> =>
  answerPage(request, z.strictObject({}), async ({ hub, visitor }) =>
    enrol(hub, await sessionIdOf(hub, request.headers.get("cookie")), visitor),
  );
