import "server-only";
import { headers } from "next/headers";
import { requestIdFrom } from "#transports/shared/request-context.ts";

/** Next hides what a page failed of from the browser but hands on its digest: here the id under which it was logged. */
export async function traceable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && !("digest" in error))
      Object.assign(error, { digest: requestIdFrom((await headers()).get("x-request-id")) });
    throw error;
  }
}
