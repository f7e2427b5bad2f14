import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { ErpSettings } from "#core/erp/schemas.ts";
import { isHubError } from "#core/kernel/errors.ts";
import { passing } from "#core/mapping/errors.ts";
import { evaluate } from "#core/mapping/index.ts";
import { CallFailed, type SoapClient } from "../soap/soap-client.ts";
import type { Asked, Erp } from "./port.ts";

const Text = z.union([z.string(), z.number().transform(String)]);
const Reference = Text.nullish().transform((text) => text ?? null);
const Posted = z.object({
  reference: Reference,
  duplicate: z
    .boolean()
    .nullish()
    .transform((is) => is === true),
});
const Found = z.object({
  number: Text,
  total: z.int(),
  currency: z
    .string()
    .nullish()
    .transform((text) => text ?? null),
  reference: Reference,
});
const Stock = z.object({
  sku: Text,
  location: z
    .string()
    .nullish()
    .transform((text) => text ?? null),
  onHand: z.int().min(0),
});
/** JSONata returns nothing for an empty list, and the entry itself for a list of one. */
const listOf = <T extends z.ZodType>(entry: T) =>
  z.preprocess((value) => (value === null ? [] : Array.isArray(value) ? value : [value]), z.array(entry).max(100_000));

type Mapping = ErpSettings["post"];

/** An ERP known by its WSDL: the questions and answers are mapped by the tenant's settings. */
export class SoapErp implements Erp {
  readonly #client: Pick<SoapClient, "call">;

  constructor(client: Pick<SoapClient, "call">) {
    this.#client = client;
  }

  post(asked: Asked, invoice: Parameters<Erp["post"]>[1]): ReturnType<Erp["post"]> {
    return this.#ask(asked, { mapping: asked.settings.post, input: invoice, shape: Posted });
  }

  async find(asked: Asked, number: string): ReturnType<Erp["find"]> {
    const mapping = asked.settings.find;
    if (mapping === null) return undefined;
    const found = await this.#ask(asked, { mapping, input: { number }, shape: Found.nullable() }).catch(
      async (error: unknown) => {
        if (await isAbsence(asked, mapping, error)) return null;
        throw error;
      },
    );
    if (found !== null && found.number !== number)
      throw new CallFailed("failed", `The ERP was asked for ${number} and answers with another invoice.`, {
        unsure: true,
      });
    return found;
  }

  async list(asked: Asked, range: Parameters<Erp["list"]>[1]): ReturnType<Erp["list"]> {
    const mapping = asked.settings.list;
    return mapping === null ? undefined : this.#ask(asked, { mapping, input: range, shape: listOf(Found) });
  }

  async stock(asked: Asked): ReturnType<Erp["stock"]> {
    const mapping = asked.settings.stock;
    return mapping === null ? undefined : this.#ask(asked, { mapping, input: {}, shape: listOf(Stock) });
  }

  async #ask<T extends z.ZodType>(asked: Asked, { mapping, input, shape }: Question<T>): Promise<z.output<T>> {
    const message = await mapped(asked, { expression: mapping.request, input, isSent: false });
    const answer = await this.#client.call(mapping.operation, message, asked);
    const result = await mapped(asked, { expression: mapping.result, input: answer, isSent: true });
    const parsed = shape.safeParse(result);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const where = `/${issue?.path.map(String).join("/") ?? ""}`;
    throw new CallFailed(
      "failed",
      `The mapping of ${mapping.operation}'s answer gives no usable result: ${where} ${issue?.message ?? ""}`,
      { unsure: true },
    );
  }
}

/** Whether the mapping takes the ERP's fault for the answer that it does not have the invoice. */
async function isAbsence(asked: Asked, { absent }: Finding, error: unknown): Promise<boolean> {
  if (absent === undefined || !(error instanceof CallFailed) || error.fault === undefined) return false;
  return (await mapped(asked, { expression: absent, input: error.fault, isSent: true })) === true;
}

type Finding = NonNullable<ErpSettings["find"]>;

interface Question<T extends z.ZodType> {
  readonly mapping: Mapping;
  readonly input: unknown;
  readonly shape: T;
}

const PASSING: ReadonlySet<string> = new Set(passing.map(({ code }) => code));
const BUSY_REST_MS = 250;
const BUSY_TRIES = 20;

interface Evaluation {
  readonly expression: string;
  readonly input: unknown;
  /** Of an answer: the ERP has acted. */
  readonly isSent: boolean;
}

async function mapped({ tenantId }: Asked, { expression, input, isSent }: Evaluation): Promise<unknown> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await evaluate(expression, input, { tenantId });
    } catch (error) {
      if (!isHubError(error)) throw error;
      const isPassing = PASSING.has(error.code);
      if (!isPassing || tries === BUSY_TRIES)
        throw new CallFailed(isPassing || isSent ? "failed" : "refused", error.message, { unsure: isSent });
      await sleep(BUSY_REST_MS);
    }
  }
}
