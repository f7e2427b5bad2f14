import type { Readable } from "node:stream";
import { Busboy } from "@fastify/busboy";
import { unreadableBody } from "../shared/http-refusal.ts";

/** The form has five fields; the file itself is limited by its store. */
const LIMITS = { fields: 20, fieldNameSize: 100, fieldSize: 8192, files: 1, parts: 21, headerPairs: 20 };

type Store<T> = (fields: ReadonlyMap<string, string>, file: AsyncIterable<Uint8Array>) => Promise<T>;

/**
 * Parses `multipart/form-data` (RFC 7578) as a stream: collects the fields before the file, and passes the file on in
 * chunks without buffering it. Resolves with the result of `store` once the whole form has arrived.
 */
export function receiveForm<T>(source: Readable, contentType: string, store: Store<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const form = formOf(contentType);
    const fields = new Map<string, string>();
    let storing: { readonly file: Readable; readonly stored: Promise<T> } | undefined;
    const fail = (error: unknown) => {
      source.unpipe(form);
      source.pause();
      storing?.file.destroy(error instanceof Error ? error : new Error(String(error)));
      reject(error);
    };
    form.on("field", (name, value) => void fields.set(name, value));
    form.on("file", (_, file) => {
      file.on("error", () => {}); // handled by the reader of the file
      storing = { file, stored: store(fields, file) };
      storing.stored.catch(fail);
    });
    form.on("error", (error) => fail(unreadableBody(`The form is incomplete or malformed: ${String(error)}`, "")));
    form.on("finish", () => {
      if (storing === undefined) fail(unreadableBody("The form holds no file.", "/file"));
      else storing.stored.then(resolve, reject);
    });
    source.on("close", () => {
      if (!source.readableEnded) fail(new Error("The connection was lost before the form had arrived."));
    });
    source.on("error", fail);
    source.pipe(form);
  });
}

function formOf(contentType: string): Busboy {
  try {
    return new Busboy({ headers: { "content-type": contentType }, limits: LIMITS });
  } catch (error) {
    throw unreadableBody(error instanceof Error ? error.message : "The body is not a form.", "");
  }
}
