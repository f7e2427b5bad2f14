#!/bin/sh
set -eu
url="${CROSSDOCK_URL:-http://localhost:3000}"

# Every page: Link names the next one while there is one.
next="/api/v2/orders?limit=100&fields=number,status"
while [ -n "$next" ]; do
  head=$(mktemp)
  curl --fail-with-body --silent --show-error -D "$head" "$url$next" -H "Authorization: Bearer $CROSSDOCK_KEY"
  next=$(sed -n 's/^[Ll]ink: <\([^>]*\)>; rel="next".*/\1/p' "$head")
  rm "$head"
done
