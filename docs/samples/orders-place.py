import json
import os
import urllib.request

url = os.environ.get("CROSSDOCK_URL", "http://localhost:3000")
headers = {"Authorization": "Bearer " + os.environ["CROSSDOCK_KEY"], "Content-Type": "application/json"}

order = {
    "channel": "web",
    "customer": {"email": "a@example.com", "name": "A. Person"},
    "lines": [{"sku": "BSK-07", "quantity": 1}],
    "payment": {"method": "manual"},
}

# The key makes the call safe to repeat: the same key and body are one order, however often they arrive.
request = urllib.request.Request(
    url + "/api/v2/orders",
    data=json.dumps(order).encode(),
    headers={**headers, "Idempotency-Key": "sample-py-1"},
)
with urllib.request.urlopen(request) as answer:
    placed = json.load(answer)
    print(placed["number"], placed["status"], answer.headers.get("Location"))
