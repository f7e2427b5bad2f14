import type { Actor } from "../kernel/actor.ts";
import type { HubError } from "../kernel/errors.ts";

/** A call on its way through a batch. */
export interface Pending {
  readonly actor: Actor;
  readonly input: unknown;
  readonly principal: string;
  readonly key: string | undefined;
  readonly transport: string;
  readonly requestId: string;
  readonly trace: string | undefined;
  readonly resolve: (result: { output: unknown; replayed: boolean }) => void;
  readonly reject: (error: unknown) => void;
}

/** What the batch decided about one call before running anything. */
export type Claim = { readonly pending: Pending; readonly fingerprint: string } & (
  | { readonly state: "fresh" }
  | { readonly state: "replayed"; readonly output: unknown }
  | { readonly state: "follower"; readonly leader: Claim }
  | { readonly state: "refused"; readonly error: HubError }
);

/** What a call of a batch came to. */
export interface Answer {
  readonly claim: Claim;
  readonly output: { readonly value: unknown } | undefined;
  readonly refused: unknown;
}
