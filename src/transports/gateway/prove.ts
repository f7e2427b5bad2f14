import type { Identify, Identity } from "#auth/credential.ts";
import { failure, unauthenticated } from "#core/kernel/errors.ts";
import { refuseCrossSite } from "./cross-site.ts";
import type { Knock } from "./knock.ts";

export const addressRefused = failure("forbidden", "auth.address_not_allowed", (address: string) => ({
  message: `This API key is not accepted from ${address}.`,
  details: { address },
}));

/** Whose credential it is. Where the key may be used is looked at next: its owner is then known. */
export const proving =
  ({ identify, publicOrigin }: { readonly identify: Identify; readonly publicOrigin?: string | undefined }) =>
  async ({ credential }: Knock): Promise<Identity> => {
    const identity = credential === undefined ? undefined : await identify(credential);
    if (credential === undefined || identity === undefined) throw unauthenticated();
    if (credential.type === "session") {
      if (publicOrigin === undefined) throw unauthenticated();
      refuseCrossSite(credential.page, publicOrigin);
    }
    return identity;
  };

export function refuseAddress({ bounds }: Identity, { address }: Knock): void {
  if (bounds?.allows(address()) === false) throw addressRefused(address());
}
