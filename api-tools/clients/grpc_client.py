"""A warehouse in Python: grpcio and what grpc_tools makes of proto/, against a running hub."""

import os
import queue
import threading
import uuid

import grpc
from crossdock.v1 import inventory_service_pb2 as inventory
from crossdock.v1 import inventory_service_pb2_grpc as inventory_grpc
from crossdock.v1 import order_service_pb2 as orders
from crossdock.v1 import order_service_pb2_grpc as orders_grpc
from crossdock.v1 import packing_service_pb2 as packing
from crossdock.v1 import packing_service_pb2_grpc as packing_grpc
from google.protobuf.descriptor_pool import DescriptorPool
from google.rpc import error_details_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase
from grpc_status import rpc_status

target = os.environ["CROSSDOCK_GRPC"]
auth = (("authorization", "Bearer " + os.environ["CROSSDOCK_KEY"]),)


def connect() -> grpc.Channel:
    certs = os.environ.get("CROSSDOCK_CERTS")
    if certs is None:
        return grpc.insecure_channel(target)
    read = lambda name: open(os.path.join(certs, name), "rb").read()
    return grpc.secure_channel(
        target,
        grpc.ssl_channel_credentials(read("ca.crt"), read("client.key"), read("client.crt")),
    )


channel = connect()
order_service = orders_grpc.OrderServiceStub(channel)
stock = inventory_grpc.InventoryServiceStub(channel)


def request(quantity: int = 1) -> orders.PlaceOrderRequest:
    return orders.PlaceOrderRequest(channel="web", lines=[orders.OrderedLine(sku="BSK-07", quantity=quantity)])


def places_and_reads() -> str:
    key = (*auth, ("idempotency-key", str(uuid.uuid4())))
    placed = order_service.PlaceOrder(request(2), metadata=key, timeout=20)
    assert placed.created and placed.order.status == orders.ORDER_STATUS_PENDING, placed
    assert placed.order.totals.total == 2 * 795, placed
    assert placed.order.placed_at.ToDatetime().year >= 2024, placed
    assert not placed.order.HasField("external_id"), placed
    again, call = order_service.PlaceOrder.with_call(request(2), metadata=key, timeout=20)
    assert again.order.id == placed.order.id
    assert ("idempotent-replayed", "true") in [(each.key, each.value) for each in call.trailing_metadata()]
    read = order_service.GetOrder(orders.GetOrderRequest(id=placed.order.number), metadata=auth, timeout=20)
    assert read.order == placed.order, (read.order, placed.order)
    return placed.order.id


def watches_across_a_break() -> None:
    before = [places_and_reads() for _ in range(3)]
    later: list[str] = []
    placing = threading.Thread(target=lambda: later.extend([places_and_reads() for _ in range(3)]))
    seen: list[str] = []
    after = 0
    while placing.is_alive() or not later or not set(later) <= set(seen):
        watching = order_service.WatchOrders(
            orders.WatchOrdersRequest(after=after, types=["order.placed"]), metadata=auth, timeout=30
        )
        told = next(iter(watching))  # one event, then the line is cut
        after = told.position
        seen.append(told.event.subject_id)
        watching.cancel()
        if seen[-1] == before[-1]:
            placing.start()
            placing.join()
    assert len(seen) == len(set(seen)), seen
    assert [each for each in seen if each in before + later] == before + later, (seen, before, later)


def is_refused_with_details() -> None:
    try:
        order_service.PlaceOrder(request(1_000_000), metadata=auth, timeout=20)
    except grpc.RpcError as error:
        assert error.code() == grpc.StatusCode.FAILED_PRECONDITION, error
        found = {}
        for detail in rpc_status.from_call(error).details:
            for kind in (error_details_pb2.ErrorInfo, error_details_pb2.PreconditionFailure):
                if detail.Is(kind.DESCRIPTOR):
                    found[kind.__name__] = message = kind()
                    detail.Unpack(message)
        assert found["ErrorInfo"].reason == "inventory.insufficient_stock", found
        assert found["ErrorInfo"].domain == "crossdock", found
        assert found["PreconditionFailure"].violations[0].subject == "lines[0]", found
    else:
        raise AssertionError("an order of a million was placed")
    try:
        order_service.PlaceOrder(orders.PlaceOrderRequest(), metadata=auth, timeout=20)
    except grpc.RpcError as error:
        [bad] = [each for each in rpc_status.from_call(error).details if each.Is(error_details_pb2.BadRequest.DESCRIPTOR)]
        message = error_details_pb2.BadRequest()
        bad.Unpack(message)
        assert {each.field for each in message.field_violations} == {"channel", "lines"}, message
    try:
        order_service.GetOrder(orders.GetOrderRequest(id="1001"), timeout=20)
    except grpc.RpcError as error:
        assert error.code() == grpc.StatusCode.UNAUTHENTICATED, error


def counts() -> None:
    def messages():
        for number in range(1000):
            yield inventory.StockCount(sku="BSK-07", location="main", on_hand=5000 + number)
        yield inventory.StockCount(sku="NONE", location="main", on_hand=1, client_id=str(uuid.uuid4()))

    summary = stock.CountStock(messages(), metadata=auth, timeout=60)
    assert summary.counted == 1000 and summary.refused[0].code == "inventory.unknown_level", summary
    levels = stock.GetStock(inventory.GetStockRequest(sku="BSK-07"), metadata=auth, timeout=20)
    assert levels.data[0].on_hand == 5999, levels


class Scanner:
    """A station: says one thing after the other, each with its event."""

    def __init__(self) -> None:
        self.commands: queue.Queue = queue.Queue()
        stub = packing_grpc.PackingServiceStub(channel)
        self.events = stub.Pack(iter(self.commands.get, None), metadata=auth, timeout=60)

    def say(self, client_id: str, **command) -> packing.PackEvent:
        self.commands.put(packing.PackCommand(client_id=client_id, **command))
        event = next(self.events)
        assert event.client_id == client_id, event
        return event

    def open(self, number: str) -> packing.PackEvent:
        opening = packing.PackCommand.Open(location="main", station="Python", order=number)
        return self.say(str(uuid.uuid4()), open=opening)


def scan(code: str) -> packing.PackCommand.Scan:
    return packing.PackCommand.Scan(code=code)


def packs_across_a_break() -> None:
    placed = order_service.PlaceOrder(request(3), metadata=auth, timeout=20).order
    manual = orders.PayOrderRequest(order_id=placed.id, method=orders.PAYMENT_METHOD_MANUAL, capture=True)
    order_service.PayOrder(manual, metadata=auth, timeout=20)
    first = Scanner()
    assert first.open(placed.number).opened.order.wanted == 3
    assert first.say("1", scan=scan("bsk-07")).accepted.packed == 1
    assert first.say("2", scan=scan("NONE")).refused.code == "packing.unknown_article"
    first.commands.put(packing.PackCommand(client_id="3", scan=scan("BSK-07")))
    first.events.cancel()  # nobody hears what became of the third
    second = Scanner()
    second.open(placed.number)
    assert second.say("1", scan=scan("bsk-07")).accepted.packed == 1
    assert second.say("3", scan=scan("BSK-07")).accepted.packed == 2
    assert second.say("4", scan=scan("BSK-07")).accepted.packed == 3
    assert second.say("5", scan=scan("BSK-07")).refused.code == "packing.surplus"
    assert second.say("6", undo=packing.PackCommand.Undo()).accepted.packed == 2
    assert second.say("7", finish=packing.PackCommand.Finish()).refused.code == "packing.incomplete"
    second.say("8", scan=scan("BSK-07"))
    finished = second.say("9", finish=packing.PackCommand.Finish(carrier="UPS"))
    assert finished.WhichOneof("event") == "finished" and finished.finished.units == 3, finished
    assert second.say("9", finish=packing.PackCommand.Finish(carrier="UPS")) == finished
    assert second.say("10", close=packing.PackCommand.Close()).closed.station == "Python"
    second.commands.put(None)
    assert list(second.events) == []
    read = order_service.GetOrder(orders.GetOrderRequest(id=placed.id), metadata=auth, timeout=20).order
    assert len(read.shipments) == 1 and read.status == orders.ORDER_STATUS_SHIPPED, read


def is_described_and_healthy() -> None:
    health = health_pb2_grpc.HealthStub(channel)
    for name in ("", "crossdock.v1.OrderService"):
        told = health.Check(health_pb2.HealthCheckRequest(service=name), timeout=20)
        assert told.status == health_pb2.HealthCheckResponse.SERVING, told
    database = ProtoReflectionDescriptorDatabase(channel)
    assert "crossdock.v1.InventoryService" in database.get_services()
    pool = DescriptorPool(database)
    told = pool.FindMessageTypeByName("crossdock.v1.Order")
    own = orders.Order.DESCRIPTOR
    assert [(f.name, f.number, f.type) for f in told.fields] == [(f.name, f.number, f.type) for f in own.fields]


places_and_reads()
is_described_and_healthy()
is_refused_with_details()
counts()
packs_across_a_break()
watches_across_a_break()
print("ok")
