/** The load of `load.ts` over gRPC, with a raw HTTP/2 client: what grpc-js' own client costs is not what is measured. */
import { type ClientHttp2Session, connect, constants, type IncomingHttpHeaders } from "node:http2";
import { described } from "#transports/grpc/schema/described.ts";
import { decoderOf } from "#transports/grpc/wire/decode.ts";
import { encoderOf } from "#transports/grpc/wire/encode.ts";
import { figuresOf, type Measured, orderOf, type Plan } from "./load.ts";

const CONNECTIONS = 4;
const place = described.services.flatMap(({ methods }) => methods).find(({ name }) => name === "PlaceOrder");
if (place === undefined) throw new Error("PlaceOrder is not served");
const encode = encoderOf(place.request);
const decode = decoderOf(place.response);

function framed(message: Buffer): Buffer {
  const frame = Buffer.alloc(5 + message.length);
  frame.writeUInt32BE(message.length, 1);
  message.copy(frame, 5);
  return frame;
}

interface Answer {
  readonly status: string;
  readonly message: Buffer;
}

function send(session: ClientHttp2Session, headers: Record<string, string>, message: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const stream = session.request({
      [constants.HTTP2_HEADER_METHOD]: "POST",
      [constants.HTTP2_HEADER_PATH]: "/crossdock.v1.OrderService/PlaceOrder",
      "content-type": "application/grpc",
      te: "trailers",
      ...headers,
    });
    const chunks: Buffer[] = [];
    let status = "";
    const heard = (told: IncomingHttpHeaders) => void (status = told["grpc-status"]?.toString() ?? status);
    stream.on("response", heard).on("trailers", heard).on("error", reject);
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => resolve({ status, message: Buffer.concat(chunks).subarray(5) }));
    stream.end(framed(message));
  });
}

function judge({ status, message }: Answer): "ok" | "refused" | "error" {
  if (status === "9" || status === "8") return "refused";
  if (status !== "0") return "error";
  const { created, order } = Object(decode(message));
  return created === true && order.lines.length === 2 ? "ok" : "error";
}

async function run(plan: Plan): Promise<Measured> {
  const sessions = Array.from({ length: Math.min(CONNECTIONS, plan.callers) }, () =>
    connect(`http://127.0.0.1:${plan.port}`).on("error", () => {}),
  );
  const sessionOf = (caller: number) => sessions[caller % sessions.length] ?? connect(`http://127.0.0.1:${plan.port}`);
  const measured = await figuresOf(plan, async (caller, turn) => {
    const { name, order } = orderOf(plan, caller, turn);
    return judge(await send(sessionOf(caller), { ...plan.headers, "idempotency-key": name }, encode(order)));
  });
  const bytes = sessions.reduce((sum, { socket }) => sum + (socket?.bytesRead ?? 0) + (socket?.bytesWritten ?? 0), 0);
  for (const session of sessions) session.destroy();
  return { ...measured, bytes: bytes / measured.calls };
}

process.on("message", (plan: Plan) => void run(plan).then((measured) => process.send?.(measured)));
process.on("disconnect", () => process.exit(0));
