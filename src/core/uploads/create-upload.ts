import { noFiles } from "../exports/errors.ts";
import { principalOf } from "../kernel/actor.ts";
import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { refuseUnheld } from "./access.ts";
import { incomingKeyOf, type UploadRecord, viewOf } from "./record.ts";
import { CreateUploadInput, FORM_MAX_BYTES, UploadTicket } from "./schemas.ts";
import { insertUpload } from "./store.ts";

const TICKET_MS = 5 * 60_000;

export const createUpload = command({
  name: "uploads.create",
  summary: "Creates an upload: a URL that takes one file of this type and size within five minutes.",
  scope: "any",
  audience: "public",
  input: CreateUploadInput,
  output: UploadTicket,
  failures: [noFiles],
  run: async (context, { sha256 = null, ...given }) => {
    const { actor, files, now, tx } = context;
    refuseUnheld(actor, given.purpose);
    if (files === undefined) throw noFiles();
    const record: UploadRecord = {
      ...given,
      id: newId(),
      sha256,
      status: "pending",
      error: null,
      createdBy: principalOf(actor),
      createdAt: now,
      finalizedAt: null,
    };
    const expiresAt = new Date(now.getTime() + TICKET_MS);
    const terms = { contentType: given.contentType, bytes: given.bytes, expiresAt };
    const key = incomingKeyOf(tx.tenantId, record.id);
    insertUpload(context, record);
    const common = { id: record.id, expiresAt: expiresAt.toISOString(), upload: viewOf(record) };
    if (given.bytes > FORM_MAX_BYTES)
      return { ...common, method: "PUT" as const, fields: {}, ...(await files.presignPut(key, terms)) };
    return { ...common, method: "POST" as const, headers: {}, ...(await files.presignPost(key, terms)) };
  },
});
