export const languages = ["typescript", "python", "curl"] as const;
export type Language = (typeof languages)[number];
export type Signing = "hmac" | "ed25519";

const hmac = {
  typescript: () => `import { Webhook } from "standardwebhooks";

const webhook = new Webhook(process.env.CROSSDOCK_WEBHOOK_SECRET);

export async function POST(request) {
  const body = await request.text(); // as it came: parsed and written again it would not verify
  const event = webhook.verify(body, Object.fromEntries(request.headers)); // throws when it is not ours
  // Keep event.id: the same event may come twice.
  return new Response(null, { status: 204 });
}`,
  python: () => `import os
from standardwebhooks import Webhook

webhook = Webhook(os.environ["CROSSDOCK_WEBHOOK_SECRET"])

def receive(body: bytes, headers: dict[str, str]):
    event = webhook.verify(body, headers)  # raises when it is not ours
    # Keep event["id"]: the same event may come twice.
    return event`,
  curl: (url: string) => `# Signs a message as we do, to try your receiver before the first event.
body='{"type":"webhook.test","id":"evt_1"}'
id=evt_1
now=$(date +%s)
key=$(printf %s "\${CROSSDOCK_WEBHOOK_SECRET#whsec_}" | base64 -d | xxd -p -c 256)
signature=$(printf '%s.%s.%s' "$id" "$now" "$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)
curl -i '${url}' -H 'content-type: application/json' \\
  -H "webhook-id: $id" -H "webhook-timestamp: $now" -H "webhook-signature: v1,$signature" -d "$body"`,
};

const ed25519 = {
  typescript: () => `import { createPublicKey, verify } from "node:crypto";

const raw = Buffer.from(process.env.CROSSDOCK_WEBHOOK_PUBLIC_KEY.slice("whpk_".length), "base64");
const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), raw]);
const key = createPublicKey({ key: spki, format: "der", type: "spki" });

/** \`body\` as it came: parsed and written again it would not verify. */
export function isOurs(body, headers) {
  const timestamp = headers["webhook-timestamp"];
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const content = Buffer.from(\`\${headers["webhook-id"]}.\${timestamp}.\${body}\`);
  return headers["webhook-signature"]
    .split(" ")
    .some((one) => one.startsWith("v1a,") && verify(null, content, key, Buffer.from(one.slice(4), "base64")));
}`,
  python: () => `import base64, os, time
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

raw = base64.b64decode(os.environ["CROSSDOCK_WEBHOOK_PUBLIC_KEY"].removeprefix("whpk_"))
key = Ed25519PublicKey.from_public_bytes(raw)

def is_ours(body: bytes, headers: dict[str, str]) -> bool:
    timestamp = headers["webhook-timestamp"]
    if abs(time.time() - int(timestamp)) > 300:
        return False
    content = f'{headers["webhook-id"]}.{timestamp}.'.encode() + body
    for one in headers["webhook-signature"].split(" "):
        try:
            if one.startswith("v1a,"):
                key.verify(base64.b64decode(one[4:]), content)
                return True
        except InvalidSignature:
            pass
    return False`,
  curl: (url: string) => `# A message that is signed wrongly: your receiver should answer 401.
curl -i '${url}' -H 'content-type: application/json' \\
  -H 'webhook-id: evt_1' -H "webhook-timestamp: $(date +%s)" -H 'webhook-signature: v1a,AAAA' \\
  -d '{"type":"webhook.test","id":"evt_1"}'`,
};

/** Code snippets for receivers that verify signatures. */
export const snippetOf = (signing: Signing, language: Language, url: string): string =>
  ({ hmac, ed25519 })[signing][language](url);
