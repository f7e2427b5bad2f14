#!/bin/sh
set -eu
url="${CROSSDOCK_URL:-http://localhost:3000}"

curl --fail-with-body --silent --show-error "$url/api/v2/stock-levels?sku=BSK-07" \
  -H "Authorization: Bearer $CROSSDOCK_KEY"
