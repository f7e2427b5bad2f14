import json
import os
import urllib.request

url = os.environ.get("CROSSDOCK_URL", "http://localhost:3000")
headers = {"Authorization": "Bearer " + os.environ["CROSSDOCK_KEY"], "Content-Type": "application/json"}

endpoint = {"url": "https://example.com/hooks/crossdock", "eventTypes": ["order.*"]}
request = urllib.request.Request(
    url + "/api/v2/webhook-endpoints", data=json.dumps(endpoint).encode(), headers=headers
)
with urllib.request.urlopen(request) as answer:
    print("Keep this secret; it is never shown again:", json.load(answer)["secret"])
