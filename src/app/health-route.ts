import { getHub } from "#server/current-hub.ts";
import { healthApp } from "#server/health.ts";

let app: ReturnType<typeof healthApp> | undefined;

/** Reached only where Next runs without our HTTP front: `next start` and serverless hosts. */
export async function answerHealth(request: Request): Promise<Response> {
  app ??= healthApp(await getHub(), { draining: false });
  return app.fetch(request, {});
}
