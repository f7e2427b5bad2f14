"""Talks to a hub with the client that openapi-python-client makes of the document."""

import json
import os

from crossdock_client import AuthenticatedClient
from crossdock_client.api.orders import orders_get, orders_list, orders_place
from crossdock_client.models.order import Order
from crossdock_client.models.ordered_line import OrderedLine
from crossdock_client.models.orders_get_include_item import OrdersGetIncludeItem
from crossdock_client.models.orders_list_answer import OrdersListAnswer
from crossdock_client.models.orders_list_include_item import OrdersListIncludeItem
from crossdock_client.models.partial_order import PartialOrder
from crossdock_client.models.partial_orders_list_answer import PartialOrdersListAnswer
from crossdock_client.models.place_order import PlaceOrder
from crossdock_client.types import UNSET

client = AuthenticatedClient(
    base_url=os.environ["CROSSDOCK_URL"] + "/api/v2",
    token=os.environ["CROSSDOCK_KEY"],
    raise_on_unexpected_status=True,
)

order = PlaceOrder(channel="web", lines=[OrderedLine(sku="BSK-07", quantity=2)])
placed = orders_place.sync(client=client, body=order, idempotency_key="openapi-python-client-1")
assert isinstance(placed, Order), placed
id = str(placed.id)
whole = orders_get.sync(id, client=client)
assert isinstance(whole, Order), whole
first = orders_list.sync(client=client, limit=1)
assert isinstance(first, OrdersListAnswer) and isinstance(first.next_cursor, str), first
second = orders_list.sync(client=client, limit=1, cursor=first.next_cursor)
assert isinstance(second, OrdersListAnswer), second
laden = orders_list.sync(
    client=client, limit=1, include=[OrdersListIncludeItem.PAYMENTS, OrdersListIncludeItem.TIMELINE]
)
assert isinstance(laden, OrdersListAnswer), laden
included = laden.data[0].included
assert included and included.payments is not UNSET and included.timeline, included
part = orders_get.sync(
    id, client=client, fields=["number", "totals.total"], include=[OrdersGetIncludeItem.TIMELINE]
)
assert isinstance(part, PartialOrder) and part.totals and part.included, part
thin = orders_list.sync(client=client, limit=1, fields=["number"])
assert isinstance(thin, PartialOrdersListAnswer), thin
entry = thin.data[0]

print(
    json.dumps(
        {
            "placed": placed.number,
            "whole": [whole.number, whole.totals.total, whole.lines[0].sku],
            "pages": [first.data[0].number, second.data[0].number],
            "included": [len(included.payments or []), included.timeline[0].type_],
            "part": [part.number, part.totals.total, part.currency or None, len(part.included.timeline or [])],
            "entry": [entry.number, entry.id or None],
        }
    )
)
