import { mkdir, writeFile } from "node:fs/promises";
import { protoImage } from "../grpc/schema/image.ts";
import { madeDocuments, placeOf, staleDocuments } from "./documents.ts";

const documents = madeDocuments();

if (process.argv.includes("--check")) {
  const stale = await staleDocuments();
  for (const path of stale) process.stdout.write(`${path} is not what it would be if it were made now.\n`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const [path, text] of documents) {
    await mkdir(new URL(".", placeOf(path)), { recursive: true });
    await writeFile(placeOf(path), text);
  }
  // A release is the compatibility baseline: `npm run documents -- --release` is run with each release.
  if (process.argv.includes("--release")) {
    await writeFile(placeOf("docs/openapi.released.json"), documents.get("docs/openapi.json") ?? "");
    await writeFile(placeOf("proto/released.binpb"), protoImage());
    await writeFile(placeOf("docs/schema.released.graphql"), documents.get("docs/schema.graphql") ?? "");
    await writeFile(placeOf("docs/crossdock.released.wsdl"), documents.get("docs/crossdock.wsdl") ?? "");
  }
}
