"""Talks to a hub with the client that openapi-generator makes of the document for Python."""

import json
import os

from crossdock_client import ApiClient, Configuration, Order, OrderedLine, OrdersApi, PlaceOrder
from crossdock_client.models import OrdersListAnswer, PartialOrder, PartialOrdersListAnswer

configuration = Configuration(
    host=os.environ["CROSSDOCK_URL"] + "/api/v2", access_token=os.environ["CROSSDOCK_KEY"]
)
orders = OrdersApi(ApiClient(configuration))

order = PlaceOrder(channel="web", lines=[OrderedLine(sku="BSK-07", quantity=2)])
placed = orders.orders_place(order, idempotency_key="openapi-generator-python-1")
id = str(placed.id)
whole = orders.orders_get(id).actual_instance
assert isinstance(whole, Order), whole
first = orders.orders_list(limit=1).actual_instance
assert isinstance(first, OrdersListAnswer), first
second = orders.orders_list(limit=1, cursor=first.next_cursor).actual_instance
assert isinstance(second, OrdersListAnswer), second
laden = orders.orders_list(limit=1, include=["payments", "timeline"]).actual_instance
assert isinstance(laden, OrdersListAnswer), laden
included = laden.data[0].included
assert included is not None and included.payments is not None and included.timeline, included
part = orders.orders_get(id, fields=["number", "totals.total"], include=["timeline"]).actual_instance
assert isinstance(part, PartialOrder) and part.totals and part.included, part
thin = orders.orders_list(limit=1, fields=["number"]).actual_instance
assert isinstance(thin, PartialOrdersListAnswer), thin
entry = thin.data[0]

print(
    json.dumps(
        {
            "placed": placed.number,
            "whole": [whole.number, whole.totals.total, whole.lines[0].sku],
            "pages": [first.data[0].number, second.data[0].number],
            "included": [len(included.payments), included.timeline[0].type],
            "part": [part.number, part.totals.total, part.currency, len(part.included.timeline or [])],
            "entry": [entry.number, entry.id],
        }
    )
)
