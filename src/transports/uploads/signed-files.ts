import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { notFound } from "#core/kernel/errors.ts";
import { mediaTypeOf } from "#core/uploads/schemas.ts";
import { wrongSignature } from "#integrations/storage/errors.ts";
import type { FileGate, FileStore, Permit } from "#integrations/storage/port.ts";
import { DOWNLOAD_BASE, UPLOAD_BASE } from "#integrations/storage/signing.ts";
import { fileAnswer } from "../shared/file-answer.ts";
import { HttpRefusal, unknownPath } from "../shared/http-refusal.ts";
import { receiveForm } from "./form.ts";

/** Signed URLs of the local file store, equivalent to a bucket's. The signature is the permission. */
export function serveSigned(files: FileStore, request: Request, incoming?: IncomingMessage): Promise<Response> {
  const url = new URL(request.url);
  const { gate } = files;
  if (gate === undefined) throw unknownPath(); // a bucket handles its transfers itself
  const asked: Asked = { files, gate, request, url, source: () => sourceOf(request, incoming) };
  if (url.pathname.startsWith(`${DOWNLOAD_BASE}/`)) return give(asked);
  if (request.method === "POST") return takeForm(asked);
  if (request.method === "PUT") return takeFile(asked);
  throw new HttpRefusal("request.method_not_allowed", "This address takes POST and PUT.", { allow: "POST, PUT" });
}

interface Asked {
  readonly files: FileStore;
  readonly gate: FileGate;
  readonly request: Request;
  readonly url: URL;
  readonly source: () => Readable;
}

function sourceOf(request: Request, incoming: IncomingMessage | undefined): Readable {
  if (incoming !== undefined) return incoming;
  return Readable.from(request.body ?? []);
}

function permitted(gate: FileGate, signed: Parameters<FileGate["admit"]>[0], asked: Pick<Permit, "use" | "key">) {
  const permit = gate.admit(signed);
  if (permit.use !== asked.use || permit.key !== asked.key) throw wrongSignature();
  return permit;
}

const keyBelow = (base: string, { pathname }: URL) => decodeURIComponent(pathname.slice(base.length + 1));

const inQuery = ({ searchParams }: URL) => ({
  policy: searchParams.get("policy") ?? "",
  signature: searchParams.get("signature") ?? "",
});

const isOfType = (declared: string | null | undefined, { contentType }: Permit) =>
  mediaTypeOf(declared ?? "") === contentType;

async function takeForm({ files, gate, request, url, source }: Asked): Promise<Response> {
  await receiveForm(source(), request.headers.get("content-type") ?? "", async (fields, file) => {
    const signed = { policy: fields.get("policy") ?? "", signature: fields.get("x-amz-signature") ?? "" };
    const permit = permitted(gate, signed, { use: "post", key: keyBelow(UPLOAD_BASE, url) });
    if (permit.use === "get" || fields.get("key") !== permit.key) throw wrongSignature();
    if (!isOfType(fields.get("Content-Type"), permit)) throw wrongSignature();
    await store(files, permit, file);
  });
  return new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
}

async function takeFile({ files, gate, request, url, source }: Asked): Promise<Response> {
  const permit = permitted(gate, inQuery(url), { use: "put", key: keyBelow(UPLOAD_BASE, url) });
  if (permit.use === "get" || !isOfType(request.headers.get("content-type"), permit)) throw wrongSignature();
  await store(files, permit, source());
  return new Response(null, { status: 200, headers: { "cache-control": "no-store" } });
}

async function store(
  files: FileStore,
  { key, bytes, contentType }: Permit & { readonly use: "post" | "put" },
  source: AsyncIterable<Uint8Array>,
): Promise<void> {
  await files.write(key, source, { minBytes: bytes, maxBytes: bytes, contentType });
}

async function give({ files, gate, request, url }: Asked): Promise<Response> {
  if (request.method !== "GET" && request.method !== "HEAD")
    throw new HttpRefusal("request.method_not_allowed", "This address takes GET and HEAD.", { allow: "GET, HEAD" });
  const key = keyBelow(DOWNLOAD_BASE, url);
  const permit = permitted(gate, inQuery(url), { use: "get", key });
  const stored = await files.stat(key);
  if (permit.use !== "get" || stored === undefined) throw notFound("file", key);
  const { status, headers, stream = null } = fileAnswer(files, { ...permit, bytes: stored.bytes }, request);
  return new Response(stream, { status, headers });
}
