import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import type { Observation } from "#core/runtime/hub.ts";
import { createTestFiles, type TestFiles } from "#testing/fixtures/files.ts";
import { createTestGateway } from "#testing/fixtures/gateway.ts";
import { createTestTenant, testHub, type TestHub } from "#testing/fixtures/hub.ts";
import { receiveUpload, UPLOADS_PATH } from "./receive-upload.ts";

const hub = testHub();
let files: TestFiles;
let actor: Actor;
let observations: Observation[];

beforeAll(async () => {
  files = await createTestFiles();
  actor = await createTestTenant(hub);
});
afterAll(async () => {
  await files.close();
});
beforeEach(() => {
  observations = [];
});

function upload(token: string, scopes: Actor["scopes"]): Promise<Response> {
  const observed: TestHub = Object.create(hub, { observe: { value: (one: Observation) => observations.push(one) } });
  const gateway = createTestGateway(observed, new Map([["known", { ...actor, scopes }]]));
  const credential = { type: "bearer", token } as const;
  const knock = {
    transport: "upload",
    requestId: newId(),
    credential,
    trace: undefined,
    address: () => "203.0.113.7",
  } as const;
  const request = new Request(`https://hub.example.com${UPLOADS_PATH}`, { method: "POST", body: "sku\n" });
  return receiveUpload({ enter: () => gateway.enter(knock), files: files.files }, request);
}

it("an upload without the scope is rejected, and recorded as a failed call", async () => {
  await expect(upload("known", new Set())).rejects.toMatchObject({ kind: "forbidden" });
  expect(observations).toMatchObject([
    { operation: "uploads.receive", transport: "upload", outcome: "forbidden", tenantId: actor.tenantId },
  ]);
});

it("an upload without a valid credential is rejected and recorded", async () => {
  await expect(upload("unknown", new Set())).rejects.toMatchObject({ kind: "unauthenticated" });
  expect(observations).toMatchObject([
    { operation: "uploads.receive", outcome: "unauthenticated", actor: "anonymous" },
  ]);
});

it("a file is stored for a caller with the scope", async () => {
  const answer = await upload("known", new Set(["imports:write"]));
  expect(answer.status).toBe(201);
  expect(await answer.json()).toMatchObject({ bytes: 4 });
});
