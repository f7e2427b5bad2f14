#!/bin/sh
set -eu
url="${CROSSDOCK_URL:-http://localhost:3000}"

# The secret that signs what you are sent is in this answer and never again.
curl --fail-with-body --silent --show-error "$url/api/v2/webhook-endpoints" \
  -H "Authorization: Bearer $CROSSDOCK_KEY" \
  -H "Content-Type: application/json" \
  -d '{ "url": "https://example.com/hooks/crossdock", "eventTypes": ["order.*"] }'
