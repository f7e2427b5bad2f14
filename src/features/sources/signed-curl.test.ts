import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { Webhook } from "standardwebhooks";
import { expect, it } from "vitest";
import { signedCurl } from "#features/sources/signed-curl.ts";

it("sends what the Standard Webhooks library accepts", async () => {
  const secret = `whsec_${Buffer.from("a key of thirty-two bytes, as is").toString("base64")}`;
  const body = JSON.stringify({ type: "test", data: { note: "it's 5 $ \\ “quoted”" } });
  const verified = Promise.withResolvers<unknown>();
  const server = createServer((request, response) => {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    text(request)
      .then((sent) => verified.resolve(new Webhook(secret).verify(sent, headers)))
      .catch(verified.reject)
      .finally(() => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const command = signedCurl({ url: `http://127.0.0.1:${String(port)}/in`, secret, body });
    await promisify(execFile)("bash", ["-c", command]);
    await expect(verified.promise).resolves.toEqual(JSON.parse(body));
  } finally {
    server.close();
  }
});
