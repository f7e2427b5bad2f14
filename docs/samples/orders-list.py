import json
import os
import urllib.request

url = os.environ.get("CROSSDOCK_URL", "http://localhost:3000")
headers = {"Authorization": "Bearer " + os.environ["CROSSDOCK_KEY"], "Content-Type": "application/json"}

import urllib.parse


def orders(**query):
    cursor = {}
    while True:
        page = urllib.parse.urlencode({"limit": 100, **query, **cursor})
        request = urllib.request.Request(f"{url}/api/v2/orders?{page}", headers=headers)
        with urllib.request.urlopen(request) as answer:
            body = json.load(answer)
        yield from body["data"]
        if body["nextCursor"] is None:
            return
        cursor = {"cursor": body["nextCursor"]}


for order in orders(fields="number,status"):
    print(order["number"], order["status"])
