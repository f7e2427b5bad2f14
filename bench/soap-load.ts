/** The load of `load.ts` over SOAP 1.1. */
import { parseXml } from "#core/kernel/xml.ts";
import { service } from "#transports/soap/schema/described.ts";
import { encoderOf } from "#transports/soap/wire/encode.ts";
import { Connection, figuresOf, type Measured, orderOf, type Plan } from "./load.ts";

const place = service.operations.find(({ name }) => name === "PlaceOrder");
if (place === undefined) throw new Error("PlaceOrder is not served");
const encode = encoderOf(place.request);

const WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

function requestOf(plan: Plan, caller: number, turn: number): string {
  const { name, order } = orderOf(plan, caller, turn);
  const key = plan.headers["authorization"]?.replace("Bearer ", "") ?? "";
  const token = `<o:UsernameToken><o:Username>bench</o:Username><o:Password>${key}</o:Password></o:UsernameToken>`;
  const security = `<o:Security xmlns:o="${WSSE}">${token}</o:Security>`;
  const id = `<MessageID xmlns="http://www.w3.org/2005/08/addressing">${name}</MessageID>`;
  const body = `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>${security}${id}</s:Header><s:Body>${encode(order)}</s:Body></s:Envelope>`;
  return `POST ${plan.path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: text/xml; charset=utf-8\r\nsoapaction: "urn:crossdock:v1:PlaceOrder"\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

function judge(status: number, body: string): "ok" | "refused" | "error" {
  if (body.includes("<kind>conflict</kind>") || body.includes("<kind>limited</kind>")) return "refused";
  if (status !== 200) return "error";
  const order = parseXml(Buffer.from(body)).children.at(-1)?.children[0]?.children[0];
  return order?.children.filter(({ name }) => name === "lines").length === 2 ? "ok" : "error";
}

async function run(plan: Plan): Promise<Measured> {
  const connections = await Promise.all(Array.from({ length: plan.callers }, () => Connection.open(plan.port)));
  const measured = await figuresOf(plan, async (caller, turn) => {
    const answer = await connections[caller]?.send(requestOf(plan, caller, turn));
    return answer === undefined ? "error" : judge(answer.status, answer.body);
  });
  const bytes = connections.reduce((sum, each) => sum + each.bytes, 0);
  for (const connection of connections) connection.close();
  return { ...measured, bytes: bytes / measured.calls };
}

process.on("message", (plan: Plan) => void run(plan).then((measured) => process.send?.(measured)));
process.on("disconnect", () => process.exit(0));
