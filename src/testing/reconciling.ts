import { placeOrder } from "#core/orders/index.ts";
import { createPartner, getReconciliation, listDifferences, startReconciliation } from "#core/reconciliation/index.ts";
import { HttpOut } from "#integrations/http-out/http-out.ts";
import { createReconciliationJobs } from "#workers/reconciliation.ts";
import { relayed } from "./relayed.ts";
import type { Shop } from "./shop.ts";

const log = { info: () => {}, warn: () => {}, error: () => {} };
const http = new HttpOut({ allowPrivate: true });

/** An order as a partner's list holds it. */
export const bodyOf = (externalId: string) => ({
  channel: "web",
  externalId,
  currency: "GBP",
  lines: [{ sku: "A", quantity: 1 }],
});

/** What tests of comparisons do with a shop: there is a partner, their list comes, the worker works. */
export class Reconciling {
  readonly #shop: Shop;

  constructor(shop: Shop) {
    this.#shop = shop;
  }

  /** Does what the queue would do with what has happened since. */
  async work(out: Pick<HttpOut, "fetchOut"> = http): Promise<void> {
    const jobs = createReconciliationJobs({ http: out, pausesMs: [1] });
    const { hub, actor } = this.#shop;
    const due = (await relayed(hub))
      .filter(({ tenantId }) => tenantId === actor.tenantId)
      .flatMap((event) => jobs.filter(({ on }) => on?.includes(event.type)).map((job) => ({ job, event })));
    for (const { job, event } of due) await this.run(job, { ...Object(event.data), eventId: event.id });
  }

  /** One job on a payload of this tenant, as the queue hands it over. */
  run(job: ReturnType<typeof createReconciliationJobs>[number], data: object): Promise<void> {
    const context = { hub: this.#shop.hub, log, signal: new AbortController().signal };
    return job.run(context, job.data.parse({ ...data, tenantId: this.#shop.actor.tenantId }));
  }

  /** The comparison's own job, to be run when and as often as a test likes. */
  compare(reconciliationId: string): Promise<void> {
    const [job] = createReconciliationJobs({ http });
    if (job === undefined) throw new Error("there is no such job");
    return this.run(job, { reconciliationId });
  }

  partner(over: object = {}) {
    return this.#shop.run(createPartner, { code: "acme", name: "Acme", compares: "orders", channel: "web", ...over });
  }

  async place(externalId: string) {
    return (await this.#shop.run(placeOrder, bodyOf(externalId))).order;
  }

  async compared(input: object) {
    const { id } = await this.#shop.run(startReconciliation, input);
    await this.work();
    return this.#shop.run(getReconciliation, { id });
  }

  async differences(id: string) {
    return (await this.#shop.run(listDifferences, { id, limit: 100 })).data;
  }
}
