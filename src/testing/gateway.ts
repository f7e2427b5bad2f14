import type { Identify } from "#auth/credential.ts";
import { createIdentify } from "#auth/identify.ts";
import type { Hub } from "#core/hub.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { unauthenticated } from "#core/kernel/errors.ts";
import { createGateway, type Gateway, type GatewayOptions } from "#transports/gateway/gateway.ts";

/**
 * A gateway that knows tokens and cookies from memory, so that tests do not hang on how keys are kept. What is signed
 * is verified as in a server.
 */
export function createTestGateway(
  hub: Hub,
  actors: ReadonlyMap<string, Actor>,
  options: Omit<GatewayOptions, "hub" | "identify"> = {},
): Gateway {
  const real = createIdentify(hub, () => Promise.resolve(undefined));
  const identify: Identify = (credential) => {
    if (credential.type !== "bearer" && credential.type !== "session") return real(credential);
    const actor = actors.get(credential.type === "bearer" ? credential.token : credential.cookies);
    return actor === undefined ? Promise.reject(unauthenticated()) : Promise.resolve({ actor });
  };
  return createGateway({ hub, identify, publicOrigin: "https://hub.example.com", ...options });
}
