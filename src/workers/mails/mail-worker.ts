import { setTimeout as sleep } from "node:timers/promises";
import { systemActor } from "#core/kernel/actor.ts";
import { restMs } from "#core/kernel/backoff.ts";
import { asTenantId, newId } from "#core/kernel/ids.ts";
import { Rest } from "#core/kernel/rest.ts";
import { settleMail } from "#core/mail/index.ts";
import { isReserved } from "#core/mail/rules.ts";
import { MAILS_CHANNEL } from "#core/mail/store.ts";
import { execute } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { type Mailer, MailRefusal } from "#integrations/mail/port.ts";
import { type ClaimedMail, claimMails, giveBack, nextDueMs } from "./mail-store.ts";
import { wholeMail } from "./whole-mail.ts";

export interface MailWorkerOptions {
  readonly hub: Hub;
  /** Undefined: due mails stay stored. */
  readonly mailer: Mailer | undefined;
  readonly onError: (error: unknown) => void;
  /** Connections to the mail server. */
  readonly width?: number;
  /** The lease: longer than an attempt and the wait for it; then another worker sends a killed worker's mails. */
  readonly leaseMs?: number;
  /** The polling interval without a notification. */
  readonly lookMs?: number;
}

const DEFAULTS = { width: 5, leaseMs: 120_000, lookMs: 30_000 };
/** Mails claimed at once per connection. */
const DEPTH = 10;
const SHORTEST_LOOK_MS = 50;

/**
 * Sends due mails with bounded concurrency; any number of processes may run it. At least once: a mail that was
 * accepted, but not recorded before the process died, is sent again under the same Message-ID.
 */
export class MailWorker {
  readonly #options: Required<Omit<MailWorkerOptions, "mailer">> & Pick<MailWorkerOptions, "mailer">;
  readonly #ready: { readonly mail: ClaimedMail; readonly claimedAt: number }[] = [];
  readonly #stopping = new AbortController();
  #lanes: readonly Promise<void>[] = [];
  #claiming: Promise<void> | undefined;
  #resting: Promise<void> | undefined;
  #failures = 0;
  #rung = false;
  readonly #rest = new Rest();
  #unlisten: (() => Promise<void>) | undefined;

  constructor(options: MailWorkerOptions) {
    this.#options = { ...DEFAULTS, ...options };
  }

  async start(): Promise<void> {
    const { hub, width } = this.#options;
    const listening = await hub.db.listener.listen(
      MAILS_CHANNEL,
      () => this.#wake(),
      () => this.#wake(),
    );
    this.#unlisten = () => listening.unlisten();
    this.#lanes = Array.from({ length: width }, () => this.#lane());
  }

  /** Starts no more, finishes what is running and releases the rest. */
  async stop(): Promise<void> {
    const { hub, mailer, onError } = this.#options;
    this.#stopping.abort();
    this.#wake();
    await this.#unlisten?.().catch(() => {});
    await Promise.all(this.#lanes);
    const left = this.#ready.splice(0).map(({ mail }) => mail);
    await giveBack(hub.db.sql, left).catch(onError);
    mailer?.close();
  }

  async #lane(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      // Both are removed when they settle, which is never before they are added: queries fail at once during an outage.
      if (this.#ready.length === 0)
        await (this.#claiming ??= this.#claim().finally(() => (this.#claiming = undefined)));
      const next = this.#ready.shift();
      if (next !== undefined) await this.#deliver(next.mail, next.claimedAt).catch(this.#options.onError);
      else await (this.#resting ??= this.#wait().finally(() => (this.#resting = undefined)));
    }
  }

  async #claim(): Promise<void> {
    const { hub, width, leaseMs } = this.#options;
    this.#rung = false;
    const claimedAt = performance.now();
    try {
      const mails = await claimMails(hub.db.sql, { limit: width * DEPTH, leaseMs, lease: newId() });
      this.#ready.push(...mails.map((mail) => ({ mail, claimedAt })));
      this.#failures = 0;
    } catch (error) {
      this.#failed(error);
    }
  }

  async #deliver(mail: ClaimedMail, claimedAt: number): Promise<void> {
    const { hub, leaseMs } = this.#options;
    if (performance.now() - claimedAt > leaseMs / 4) return giveBack(hub.db.sql, [mail]);
    const outcome = await this.#tried(mail);
    const actor = systemActor(asTenantId(mail.tenantId), "mail");
    const settle = { id: mail.id, lease: mail.lease, outcome };
    for (let failures = 1; ; failures += 1) {
      try {
        return void (await execute(hub, actor, settleMail, settle, { transport: "worker" }));
      } catch (error) {
        if (failures === 1) this.#options.onError(error);
        if (this.#stopping.signal.aborted) return;
        await sleep(restMs(failures)); // an accepted mail must be recorded, or it is sent again
      }
    }
  }

  async #tried(claimed: ClaimedMail) {
    const { id, toEmail, toName, subject, createdAt } = claimed;
    const mailer = isReserved(toEmail) ? undefined : this.#options.mailer;
    if (mailer === undefined) return { kind: "kept" as const };
    try {
      const { text, html } = await wholeMail(this.#options.hub, claimed);
      await mailer.send({ id, to: { email: toEmail, name: toName }, subject, text, html, date: createdAt });
      return { kind: "sent" as const };
    } catch (error) {
      const final = error instanceof MailRefusal && error.final;
      const reason = error instanceof Error ? error.message : "The mail could not be sent.";
      return { kind: "refused" as const, reason, final };
    }
  }

  /** Until a notification, or until the next mail falls due. */
  async #wait(): Promise<void> {
    const { hub, lookMs } = this.#options;
    try {
      const dueMs = this.#failures > 0 ? restMs(this.#failures) : await nextDueMs(hub.db.sql);
      const waitMs = Math.max(SHORTEST_LOOK_MS, Math.min(lookMs, dueMs ?? lookMs));
      if (!this.#rung && !this.#stopping.signal.aborted) await this.#rest.for(waitMs);
    } catch (error) {
      this.#failed(error);
      await this.#rest.for(restMs(this.#failures));
    }
  }

  #failed(error: unknown): void {
    this.#failures += 1;
    if (this.#failures === 1) this.#options.onError(error);
  }

  #wake(): void {
    this.#rung = true;
    this.#rest.end();
  }
}
