import json
import os
import urllib.request

url = os.environ.get("CROSSDOCK_URL", "http://localhost:3000")
headers = {"Authorization": "Bearer " + os.environ["CROSSDOCK_KEY"], "Content-Type": "application/json"}

request = urllib.request.Request(url + "/api/v2/stock-levels?sku=BSK-07", headers=headers)
with urllib.request.urlopen(request) as answer:
    for level in json.load(answer)["data"]:
        print(level["location"], level["onHand"], level["available"])
