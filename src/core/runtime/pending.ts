import type { Actor } from "../kernel/actor.ts";
import type { HubError } from "../kernel/errors.ts";

/** A call pending in a batch. */
export interface Pending {
  readonly actor: Actor;
  readonly input: unknown;
  readonly principal: string;
  readonly key: string | undefined;
  readonly transport: string;
  readonly address: string | undefined;
  readonly requestId: string;
  readonly trace: string | undefined;
  readonly resolve: (result: { output: unknown; replayed: boolean }) => void;
  readonly reject: (error: unknown) => void;
}

/** The batch's decision on one call before running anything. */
export type Claim = { readonly pending: Pending; readonly fingerprint: string } & (
  | { readonly state: "fresh" }
  | { readonly state: "replayed"; readonly output: unknown }
  | { readonly state: "follower"; readonly leader: Claim }
  | { readonly state: "refused"; readonly error: HubError }
);

/** The outcome of a call of a batch. */
export interface Answer {
  readonly claim: Claim;
  readonly output: { readonly value: unknown } | undefined;
  readonly refused: unknown;
}
