import os
import uuid

import zeep
from lxml import etree
from zeep.wsse.username import UsernameToken

url = os.environ.get("CROSSDOCK_URL", "http://localhost:3000")
# The key as text: over TLS, or on the same machine. For a digest: UsernameToken(id, soap_secret, use_digest=True).
token = UsernameToken(os.environ["CROSSDOCK_KEY_ID"], os.environ["CROSSDOCK_KEY"])
service = zeep.Client(url + "/api/soap?wsdl", wsse=token).service

# Keep it for a retry: the same MessageID and request are one order, however often they arrive.
message_id = etree.Element("{http://www.w3.org/2005/08/addressing}MessageID")
message_id.text = "urn:uuid:" + str(uuid.uuid4())

try:
    placed = service.PlaceOrder(
        channel="web",
        customer={"email": "a@example.com", "name": "A. Person"},
        lines=[{"sku": "BSK-07", "quantity": 1}],
        _soapheaders=[message_id],
    )
    print(placed.order.number, service.GetOrder(id=placed.order.id).status)
except zeep.exceptions.Fault as fault:
    print(fault.message)
