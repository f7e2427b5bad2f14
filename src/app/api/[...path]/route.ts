import { getHub } from "#server/current-hub.ts";
import { restApp } from "#transports/rest/app.ts";

export const dynamic = "force-dynamic";

let app: ReturnType<typeof restApp> | undefined;

/** Reached only where Next runs without our HTTP front: `next start` and serverless hosts. */
async function answer(request: Request): Promise<Response> {
  const { config } = await getHub();
  app ??= restApp(getHub, config);
  return app.fetch(request, {});
}

export { answer as GET, answer as POST, answer as PUT, answer as PATCH, answer as DELETE, answer as OPTIONS };
