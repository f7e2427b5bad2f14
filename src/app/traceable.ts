import "server-only";
import { headers } from "next/headers";
import { requestIdFrom } from "#transports/shared/request-context.ts";

/** Next hides server errors from the browser but sends a digest: here the id under which the error was logged. */
export async function traceable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && !("digest" in error))
      Object.assign(error, { digest: requestIdFrom((await headers()).get("x-request-id")) });
    throw error;
  }
}
