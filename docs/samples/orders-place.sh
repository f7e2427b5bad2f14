#!/bin/sh
set -eu
url="${CROSSDOCK_URL:-http://localhost:3000}"

# The key makes the call safe to repeat: the same key and body are one order, however often they arrive.
curl --fail-with-body --silent --show-error "$url/api/v2/orders" \
  -H "Authorization: Bearer $CROSSDOCK_KEY" \
  -H "Content-Type: application/json" \
  -H "Idempotency-Key: sample-curl-1" \
  -d '{
    "channel": "web",
    "customer": { "email": "a@example.com", "name": "A. Person" },
    "lines": [{ "sku": "BSK-07", "quantity": 1 }],
    "payment": { "method": "manual" }
  }'
