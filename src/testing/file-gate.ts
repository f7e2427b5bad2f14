import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { FileStore } from "#integrations/storage/port.ts";
import { problemOf } from "#transports/rest/problem.ts";
import { serveSigned } from "#transports/uploads/signed-files.ts";

/** The addresses that a store on this machine signs for, on a real socket. */
export async function startGate(storeAt: (publicUrl: string) => FileStore) {
  let files: FileStore | undefined;
  const listener = getRequestListener(async (request, { incoming }) => {
    if (files === undefined) return new Response(null, { status: 503 });
    try {
      return await serveSigned(files, request, "readableDidRead" in incoming ? Object(incoming) : undefined);
    } catch (error) {
      const where = { problemBase: "/problems", instance: "/api/uploads", requestId: "test" };
      const { status, headers, body } = problemOf(error, where);
      return new Response(body ?? null, { status, headers });
    }
  });
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server's address is one of these
  const { port } = server.address() as AddressInfo;
  files = storeAt(`http://127.0.0.1:${port}`);
  return {
    files,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Sends a file as a browser would: every field of the form as it was given, the file last. */
export function sendForm(
  { url, fields }: { readonly url: string; readonly fields: Readonly<Record<string, string>> },
  file: Blob,
): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", file, "file.bin");
  return fetch(url, { method: "POST", body: form });
}
