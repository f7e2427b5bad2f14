import { asHubError } from "#core/runtime/execute.ts";
import { observed } from "#core/runtime/observed.ts";
import { asActor, authenticateClient, type ClientCredentials } from "./authenticate-client.ts";
import type { ClientRow } from "./grant-store.ts";
import type { OAuth } from "./oauth.ts";

export interface ClientCall {
  /** Its name in metrics, logs and spans. */
  readonly name: "oauth.token" | "oauth.revoke" | "oauth.introspect";
  readonly credentials: ClientCredentials;
  readonly requestId: string;
  readonly trace: string | undefined;
}

/** Runs `work` for an authenticated client, recorded like the call of an operation. Rejects with a `HubError`. */
export async function asClient<T>(
  { hub }: OAuth,
  { name, credentials, requestId, trace }: ClientCall,
  work: (client: ClientRow) => Promise<T>,
): Promise<T> {
  const operation = { name, kind: "command" } as const;
  const observing = (client?: ClientRow) =>
    observed({ hub, actor: client && asActor(client), operation }, { transport: "rest", requestId, trace });
  const client = await authenticateClient(hub, credentials).catch((thrown: unknown) => {
    const error = asHubError(thrown);
    observing().end(error.kind, error);
    throw error;
  });
  const { within, end } = observing(client);
  try {
    const result = await within(() => work(client));
    end("ok");
    return result;
  } catch (thrown) {
    const error = asHubError(thrown);
    end(error.kind, error);
    throw error;
  }
}
