import {
  cancelled,
  type Failure,
  forbidden,
  goingAway,
  type HubError,
  internal,
  invalid,
  rightsChanged,
  timedOut,
  unauthenticated,
  unavailable,
} from "../kernel/errors.ts";
import { proofNeeded } from "../kernel/fresh-proof.ts";
import type { AnyOperation } from "../kernel/operation.ts";
import { keyInProgress, keyReused } from "./event-log.ts";
import type { Hub } from "./hub.ts";

/** Errors of the core itself, common to all operations. */
export const commonFailures: readonly Failure[] = [
  invalid,
  unauthenticated,
  forbidden,
  proofNeeded,
  keyInProgress,
  keyReused,
  timedOut,
  unavailable,
  goingAway,
  internal,
];

const common = new Set([...commonFailures, cancelled, rightsChanged].map(({ code }) => code));

type Declared = Pick<AnyOperation, "name" | "failures">;

const declares = ({ failures }: Declared, { code }: HubError): boolean =>
  common.has(code) || failures.some((failure) => failure.code === code);

/** The error itself, or this process's substitute for one that the operation does not declare. */
export const asDeclared = (hub: Pick<Hub, "undeclared">, operation: Declared, error: HubError): HubError =>
  declares(operation, error) ? error : (hub.undeclared?.(operation.name, error) ?? error);
