import { parseXml } from "#core/kernel/xml.ts";
import { surfaces } from "#transports/documents/surfaces.ts";
import { service } from "#transports/soap/schema/described.ts";
import { type Composite, isComposite } from "#transports/soap/schema/model.ts";
import { decoderOf } from "#transports/soap/wire/decode.ts";
import { encoderOf } from "#transports/soap/wire/encode.ts";
import { envelopeOf, messageId } from "../../fixtures/soap.ts";
import { at, type Json, textOf } from "../scenario.ts";
import type { Outcome, Transport } from "../transport.ts";
import type { HttpClient } from "./over-http.ts";
import { pointersOf } from "./pointers.ts";

const offers = surfaces.find(({ name }) => name === "SOAP")?.offers ?? new Map<string, readonly string[]>();

/** SOAP 1.1; the idempotency key is the message's id. */
export function overSoap(send: HttpClient): Transport {
  return {
    name: "SOAP",
    operations: new Set(offers.keys()),
    async call(call): Promise<Outcome> {
      const [name] = offers.get(call.operation) ?? [];
      const described = service.operations.find((each) => each.name === name);
      if (described === undefined) throw new Error(`SOAP has no ${call.operation}`);
      const header = call.key === undefined ? "" : messageId(call.key);
      const text = envelopeOf("1.1", encoderOf(described.request)(call.input), header);
      const asked = { method: "POST", path: "/api/soap", text, headers: { "content-type": "text/xml" } };
      const answer = await send({ ...call, key: undefined }, asked);
      const body = parseXml(Buffer.from(answer.text)).children.find((element) => element.name === "Body");
      const [payload] = body?.children ?? [];
      if (payload === undefined) throw new Error(`No envelope: ${answer.text}`);
      const fault = payload.children.find((element) => element.name === "detail")?.children[0];
      if (fault !== undefined) {
        const told = read(service.fault, fault);
        const status = { kind: textOf(at(told, "kind")) };
        return { refused: { status, code: textOf(at(told, "code")), pointers: pointersOf(told) } };
      }
      const told = read(described.response, payload);
      const created = at(told, "created");
      return {
        answer: at(told, "order") ?? at(told, "level") ?? at(told, "data") ?? told,
        created: typeof created === "boolean" ? created : undefined,
      };
    },
  };
}

type Element = Parameters<ReturnType<typeof decoderOf>>[0];

function read(type: Composite, element: Element): Json {
  const { value, faults } = decoderOf(type)(element);
  if (faults.length > 0) throw new Error(`The answer is not what the WSDL has: ${JSON.stringify(faults)}`);
  return complete(type, value);
}

/** A list without entries has no elements. */
function complete({ fields }: Composite, value: Readonly<Record<string, unknown>>): Json {
  return Object.fromEntries(
    fields.map(({ name, type, isMany }) => {
      const one = (held: unknown): Json =>
        isComposite(type) ? complete(type, Object(held)) : JSON.parse(JSON.stringify(held ?? null));
      const held = value[name];
      if (isMany) return [name, Array.isArray(held) ? held.map(one) : []];
      return [name, held === undefined ? null : one(held)];
    }),
  );
}
