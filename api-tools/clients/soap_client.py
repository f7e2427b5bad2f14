"""An ERP in Python: zeep and nothing but the address of the WSDL, against a running hub."""

import base64
import datetime
import os
import uuid

import requests
import zeep
from lxml import etree
from zeep.exceptions import Fault
from zeep.wsse.username import UsernameToken

wsdl = os.environ["CROSSDOCK_WSDL"]
port = os.environ["CROSSDOCK_PORT"]
mode = os.environ["CROSSDOCK_MODE"]
key_id, key = os.environ["CROSSDOCK_KEY_ID"], os.environ["CROSSDOCK_KEY"]
secret = os.environ["CROSSDOCK_SOAP_SECRET"]

XS = "{http://www.w3.org/2001/XMLSchema}"
WSA = "http://www.w3.org/2005/08/addressing"
description = etree.fromstring(requests.get(wsdl, timeout=20).content)
schema = etree.XMLSchema(description.find(f".//{XS}schema"))
answered: set[str] = set()


class Validating(zeep.Plugin):
    """Holds every answer, faults too, to the schema of the WSDL."""

    def ingress(self, envelope, http_headers, operation):
        payload = envelope.find("{*}Body")[0]
        held = payload if payload.tag != f"{{{payload.nsmap[payload.prefix]}}}Fault" else None
        if held is None or etree.QName(payload).localname == "Fault":
            held = payload.find(".//{urn:crossdock:v1}CrossdockFault")
        schema.assertValid(etree.fromstring(etree.tostring(held)))
        answered.add(etree.QName(held).localname)
        return envelope, http_headers


def token(username=key_id, password=None, **more):
    if mode == "digest":
        return UsernameToken(username, password or secret, use_digest=True, **more)
    return UsernameToken(username, password or key, **more)


def client(wsse):
    made = zeep.Client(wsdl, wsse=wsse, plugins=[Validating()])
    return made.bind("Crossdock", port)


def message_id(value):
    return etree.fromstring(f'<MessageID xmlns="{WSA}">{value}</MessageID>')


def refused(code, run):
    try:
        run()
    except Fault as fault:
        detail = fault.detail.find("{urn:crossdock:v1}CrossdockFault")
        assert detail is not None, etree.tostring(fault.detail)
        declared = zeep.Client(wsdl).get_element("{urn:crossdock:v1}CrossdockFault")
        told = declared.parse(detail, zeep.Client(wsdl).wsdl.types)
        assert told.code == code, (told.code, code)
        assert told.code in fault.message, fault.message
        return told
    raise AssertionError(f"{code} was expected")


service = client(token())
line = {"sku": "BSK-07", "quantity": 2}
external = f"zeep-{uuid.uuid4()}"
key_of_retry = f"urn:uuid:{uuid.uuid4()}"
place = lambda: service.PlaceOrder(
    channel="web", externalId=external, lines=[line, {"sku": "BSK-07", "quantity": 1, "unitPrice": 700}],
    customer={"email": "zoe@example.com", "name": "Zoë <&> \u2014"}, _soapheaders=[message_id(key_of_retry)],
)
placed = place()
order = placed.order
assert placed.created is True and len(order.lines) == 2 and order.lines[1].unitPrice == 700
assert isinstance(order.placedAt, datetime.datetime) and isinstance(order.totals.total, int)
assert order.customer.name == "Zoë <&> \u2014"
# A retry after a lost answer: a new nonce, the same MessageID.
assert place().order.id == order.id

assert service.GetOrder(id=order.number).externalId == external
hour_ago = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=1)
since = dict(status=["pending", "processing"], limit=1, placedFrom=hour_ago)
page = service.ListOrders(**since)
assert page.data[0].id == order.id and page.nextCursor
assert service.ListOrders(**since, cursor=page.nextCursor).data[0].id != order.id
cut = service.CancelOrder(id=order.id, reason="one too many", lines=[{"id": order.lines[0].id, "quantity": 1}])
assert cut.lines[0].cancelled == 1
paid = service.PayOrder(orderId=order.id, method="manual")
assert paid.paymentStatus == "paid"
shipped = service.ShipOrder(orderId=order.id, carrier="Bike")
assert shipped.shipments[0].carrier == "Bike"
refunded = service.RefundOrder(orderId=order.id, amount=1, reason="late")
assert refunded.totals.refunded == 1
level = service.AdjustStock(sku="BSK-07", location="main", delta=5, reason="found")
assert service.GetStock(sku="BSK-07").data[0].onHand == level.onHand
assert service.GetUser(id=os.environ["CROSSDOCK_USER"]).name == "Sam"

short = refused("inventory.insufficient_stock", lambda: service.PlaceOrder(channel="web", lines=[{"sku": "BSK-07", "quantity": 900000}]))
assert short.kind == "conflict" and short.requestId
figures = {figure.name: figure.value for figure in short.errors[0].figures}
assert short.errors[0].pointer == "/lines/0" and figures["requested"] == "900000" and int(figures["available"]) > 0
refused("resource.not_found", lambda: service.GetOrder(id=str(uuid.uuid4())))
refused("request.invalid", lambda: service.PlaceOrder(channel="web", lines=[{"sku": "BSK-07", "quantity": 0}]))

# Wrong, stale and replayed tokens.
refused("auth.invalid_key", lambda: client(token(password="xd_wrong_" + "x" * 30)).GetOrder(id=order.id))
refused("auth.invalid_key", lambda: client(token(username="somebody")).GetOrder(id=order.id))
now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
if mode == "digest":
    old = now - datetime.timedelta(minutes=6)
    refused("auth.stale_token", lambda: client(token(created=old)).GetOrder(id=order.id))
    same = dict(nonce=base64.b64encode(os.urandom(16)).decode(), created=now)
    assert client(token(**same)).GetOrder(id=order.id).id == order.id
    refused("auth.replayed_token", lambda: client(token(**same)).GetOrder(id=order.id))

missing = {name + "Response" for name in os.environ["CROSSDOCK_OPERATIONS"].split(",")} - answered
assert not missing and "CrossdockFault" in answered, missing
print("ok")
