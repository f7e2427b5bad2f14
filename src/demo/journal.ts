import type { EventDraft } from "#core/kernel/event.ts";
import type { TenantId } from "#core/kernel/ids.ts";
import type { Row } from "#db/bulk.ts";
import type { Speaker } from "./cast.ts";
import type { Chance } from "./chance.ts";

/** Collects rows by table and numbers the events of each subject, as the hub would have done at the time. */
export class Journal {
  readonly tables = new Map<string, Row[]>();
  readonly tenantId: TenantId;
  readonly chance: Chance;
  readonly #sequences = new Map<string, number>();

  constructor(tenantId: TenantId, chance: Chance) {
    this.tenantId = tenantId;
    this.chance = chance;
  }

  add(table: string, row: Row): void {
    const rows = this.tables.get(table) ?? [];
    rows.push({ tenant_id: this.tenantId, ...row });
    this.tables.set(table, rows);
  }

  /** The events of one call, in its order. */
  tell({ actor, transport }: Speaker, at: Date, drafts: readonly EventDraft[]): void {
    const requestId = this.chance.idAt(at);
    for (const draft of drafts) {
      const sequence = (this.#sequences.get(draft.subjectId) ?? 0) + 1;
      this.#sequences.set(draft.subjectId, sequence);
      this.add("events", {
        id: this.chance.idAt(at),
        type: draft.type,
        subject_type: draft.subjectType,
        subject_id: draft.subjectId,
        sequence,
        data: draft.data,
        actor_type: actor.type,
        actor_id: actor.id,
        actor_name: actor.name,
        transport,
        request_id: requestId,
        at,
      });
    }
  }
}
