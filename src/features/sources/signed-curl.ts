const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

type Call = { url: string; secret: string; body: string };

/** A command that signs a message after Standard Webhooks and sends it, with a shell, openssl and curl only. */
export const signedCurl = ({ url, secret, body }: Call): string => `SECRET=${quoted(secret)}
BODY=${quoted(body)}
TIME=$(date +%s)
ID="msg_test_$TIME"
KEY=$(printf %s "\${SECRET#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')
SIGNATURE=$(printf %s "$ID.$TIME.$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | openssl base64 -A)
curl -sS ${quoted(url)} \\
  -H 'content-type: application/json' \\
  -H "webhook-id: $ID" \\
  -H "webhook-timestamp: $TIME" \\
  -H "webhook-signature: v1,$SIGNATURE" \\
  --data-raw "$BODY"
`;
