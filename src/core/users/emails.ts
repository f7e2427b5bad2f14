import { emailTaken, emailUnavailable } from "./errors.ts";
import type { UserRecord } from "./record.ts";
import type { EmailOwner } from "./store.ts";

type Named = Pick<UserRecord, "id" | "email">;

/** The owners of emails, as the calls of a batch leave them one after another. */
export class Emails {
  readonly #owners: Map<string, EmailOwner>;

  constructor(owners: ReadonlyMap<string, EmailOwner>) {
    this.#owners = new Map(owners);
  }

  /** Rejects an email in use. For a user of another tenant the error reveals nothing, not even that they exist. */
  refuseTaken({ id, email }: Named): void {
    const owner = this.#owners.get(email);
    if (owner === undefined || owner.id === id) return;
    throw owner.isOurs ? emailTaken(email) : emailUnavailable();
  }

  /** The one that the user had is free for the next call. */
  keep({ id, email }: Named, before?: Named): void {
    if (before !== undefined) this.#owners.delete(before.email);
    this.#owners.set(email, { id, isOurs: true });
  }
}
