"""The scenarios of scenarios.json over REST, GraphQL, gRPC and SOAP, against a started hub.

It shares nothing with the runner in TypeScript but the file of scenarios, proto/ and the WSDL. Settings: CROSSDOCK_ORIGIN,
CROSSDOCK_GRPC and CROSSDOCK_KEY; CROSSDOCK_LIMITED_ORIGIN and CROSSDOCK_LIMITED_GRPC name a server of the same hub where a
key has three requests.
"""

import itertools
import json
import os
import pathlib
import re
import sys
import time
import traceback
import urllib.error
import urllib.parse
import urllib.request
import uuid
from xml.etree import ElementTree

import grpc
from crossdock.v1 import inventory_service_pb2, inventory_service_pb2_grpc
from crossdock.v1 import order_service_pb2, order_service_pb2_grpc
from google.protobuf import json_format
from google.protobuf.descriptor import FieldDescriptor
from google.rpc import error_details_pb2
from grpc_status import rpc_status

FILE = json.loads((pathlib.Path(__file__).parent / "scenarios.json").read_text())
ORIGINS = {"full": os.environ["CROSSDOCK_ORIGIN"], "limited": os.environ["CROSSDOCK_LIMITED_ORIGIN"]}
CHANNELS = {
    "full": grpc.insecure_channel(os.environ["CROSSDOCK_GRPC"]),
    "limited": grpc.insecure_channel(os.environ["CROSSDOCK_LIMITED_GRPC"]),
}
ADMIN = os.environ["CROSSDOCK_KEY"]
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")


class Refused(Exception):
    def __init__(self, status, code, pointers=None):
        super().__init__(f"{status} {code} {pointers}")
        self.status, self.code, self.pointers = status, code, pointers


def http(origin, method, path, token=None, body=None, headers=None):
    request = urllib.request.Request(origin + path, method=method, headers=dict(headers or {}))
    if token is not None:
        request.add_header("authorization", f"Bearer {token}")
    data = None if body is None else json.dumps(body).encode()
    if data is not None:
        request.add_header("content-type", "application/json")
    try:
        with urllib.request.urlopen(request, data, timeout=30) as answer:
            return answer.status, json.loads(answer.read() or b"null")
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"null")


class Rest:
    name = "REST v2"
    word = "http"
    routes = {
        "orders.place": ("POST", "/orders"),
        "orders.get": ("GET", "/orders/{id}"),
        "orders.list": ("GET", "/orders"),
        "orders.cancel": ("POST", "/orders/{id}/cancel"),
        "payments.create": ("POST", "/orders/{orderId}/payments"),
        "payments.refund": ("POST", "/orders/{orderId}/refunds"),
        "shipments.create": ("POST", "/orders/{orderId}/shipments"),
        "inventory.adjust": ("POST", "/stock-adjustments"),
    }
    operations = set(routes)

    def call(self, operation, given, caller):
        method, template = self.routes[operation]
        rest = dict(given)
        path = re.sub(r"\{(\w+)\}", lambda name: urllib.parse.quote(str(rest.pop(name[1]))), template)
        headers = dict(caller.headers)
        version = rest.pop("ifVersion", None)
        if version is not None:
            headers["if-match"] = f'"{version}"'
        if method == "GET":
            texts = {name: ",".join(value) if isinstance(value, list) else value for name, value in rest.items()}
            path, rest = f"{path}?{urllib.parse.urlencode(texts)}", None
        status, told = http(caller.origin, method, "/api/v2" + path, caller.token, rest, headers)
        if status >= 400:
            raise Refused(status, told["code"], [each["pointer"] for each in told.get("errors", []) if "pointer" in each])
        return told["data"] if operation == "orders.list" else told, {201: True, 200: False}[status]


TOTALS = "totals { subtotal shipping tax discount total authorized paid refunded due }"
HEAD = f"id number channel externalId status paymentStatus fulfillmentStatus onHold version currency tags {TOTALS}"
ORDER = f"""{HEAD} notes cancelReason customer {{ name email }}
  shippingAddress {{ name line1 line2 city postalCode country }}
  lines {{ id sku name quantity unitPrice total discount tax shipped cancelled refunded {{ quantity amount }} }}
  payments {{ id method amount captured refunded }} shipments {{ id carrier trackingNumber status }}
  reservations {{ lineId location quantity }}"""
LEVEL = "sku location onHand reserved available"


class Graphql:
    name = "GraphQL"
    word = None  # it tells our kind
    mutations = {
        "orders.place": ("placeOrder", "PlaceOrderInput"),
        "orders.cancel": ("cancelOrder", "CancelOrderInput"),
        "payments.create": ("createPayment", "CreatePaymentInput"),
        "payments.refund": ("refundPayment", "RefundPaymentInput"),
        "shipments.create": ("createShipment", "CreateShipmentInput"),
        "inventory.adjust": ("adjustStock", "AdjustStockInput"),
    }
    queries = {
        "orders.get": f"query ($id: ID!) {{ told: order(id: $id) {{ {ORDER} }} }}",
        "orders.list": f"""query ($tag: String, $status: [OrderStatus!]) {{
          told: orders(tag: $tag, status: $status) {{ edges {{ node {{ {HEAD} }} }} }} }}""",
    }
    operations = {*mutations, *queries}

    def call(self, operation, given, caller):
        body = {"query": self.queries.get(operation), "variables": dict(given)}
        if operation in self.mutations:
            field, input_type = self.mutations[operation]
            success, wanted = ("StockLevel", LEVEL) if operation == "inventory.adjust" else ("Order", ORDER)
            body["query"] = f"""mutation ($input: {input_type}!, $key: String) {{
              told: {field}(input: $input, idempotencyKey: $key) {{
                __typename ... on {success} {{ {wanted} }} ... on Error {{ code message }} }} }}"""
            body["variables"] = {"input": given, "key": caller.key}
        headers = {name: value for name, value in caller.headers.items() if name != "idempotency-key"}
        _, told = http(caller.origin, "POST", "/api/graphql", caller.token, body, headers)
        for error in told.get("errors", []):
            about = error["extensions"]
            raise Refused(about.get("kind"), about["code"], [each.get("pointer") for each in about.get("errors", [])])
        answer = told["data"]["told"]
        if answer is None:
            raise Refused("not_found", None)
        if "message" in answer:
            raise Refused(None, answer["code"])
        answer.pop("__typename", None)
        return [each["node"] for each in answer["edges"]] if operation == "orders.list" else answer, None


class Grpc:
    name = "gRPC"
    word = "grpc"
    methods = {
        "orders.place": ("order", "PlaceOrder", "PlaceOrderRequest"),
        "orders.get": ("order", "GetOrder", "GetOrderRequest"),
        "orders.list": ("order", "ListOrders", "ListOrdersRequest"),
        "orders.cancel": ("order", "CancelOrder", "CancelOrderRequest"),
        "payments.create": ("order", "PayOrder", "PayOrderRequest"),
        "payments.refund": ("order", "RefundOrder", "RefundOrderRequest"),
        "shipments.create": ("order", "ShipOrder", "ShipOrderRequest"),
        "inventory.adjust": ("inventory", "AdjustStock", "AdjustStockRequest"),
    }
    operations = set(methods)

    def call(self, operation, given, caller):
        service, method, request = self.methods[operation]
        pb2 = {"order": order_service_pb2, "inventory": inventory_service_pb2}[service]
        stub_of = {
            "order": order_service_pb2_grpc.OrderServiceStub,
            "inventory": inventory_service_pb2_grpc.InventoryServiceStub,
        }[service]
        message = written(getattr(pb2, request), given)
        metadata = [(name, value) for name, value in caller.headers.items()]
        if caller.token is not None:
            metadata.append(("authorization", f"Bearer {caller.token}"))
        send = getattr(stub_of(caller.channel), method)
        try:
            told = send(message, metadata=metadata, timeout=30)
            if operation == "orders.list":
                return [read(order) for order in told], None
        except grpc.RpcError as error:
            raise refusal_of(error) from None
        if operation == "inventory.adjust":
            return read(told.level), None
        return read(told.order), told.created if operation == "orders.place" else None


def refusal_of(error):
    code, pointers = None, None
    for detail in rpc_status.from_call(error).details:
        info, bad = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
        if detail.Unpack(info):
            code = info.reason
        elif detail.Unpack(bad):
            pointers = ["/" + re.sub(r"\[(\d+)\]", r"/\1", each.field).replace(".", "/") for each in bad.field_violations]
    return Refused(error.code().name, code, pointers)


def prefix(enumeration):
    return enumeration.values[0].name[: -len("UNSPECIFIED")]


def written(message_type, given):
    def typed(descriptor, value):
        known = {field.json_name: field for field in descriptor.fields}
        return {name: one(known[name], inner) for name, inner in value.items()}

    def one(field, value):
        if isinstance(value, list):
            return [one(field, item) for item in value]
        if field.enum_type is not None:
            return prefix(field.enum_type) + value.upper()
        if field.message_type is not None and isinstance(value, dict):
            return typed(field.message_type, value)
        return value

    return json_format.ParseDict(typed(message_type.DESCRIPTOR, given), message_type())


def read(message):
    def one(field, value):
        if field.type == FieldDescriptor.TYPE_ENUM:
            return field.enum_type.values_by_number[value].name[len(prefix(field.enum_type)) :].lower()
        if field.type != FieldDescriptor.TYPE_MESSAGE:
            return value
        if field.message_type.full_name == "google.protobuf.Timestamp":
            return value.ToDatetime().isoformat(timespec="milliseconds") + "Z"
        return read(value)

    told = {}
    for field in message.DESCRIPTOR.fields:
        value = getattr(message, field.name)
        if getattr(field, "is_repeated", None) or (not hasattr(field, "is_repeated") and field.label == 3):
            told[field.json_name] = [one(field, item) for item in value]
        elif field.has_presence and not message.HasField(field.name):
            told[field.json_name] = None
        else:
            told[field.json_name] = one(field, value)
    return told


XS = "{http://www.w3.org/2001/XMLSchema}"
ENVELOPE = "{http://schemas.xmlsoap.org/soap/envelope/}"
OURS = "{urn:crossdock:v1}"


class Soap:
    """Writes and reads by the sequences of the WSDL, and by nothing else."""

    name = "SOAP"
    word = None  # it tells our kind
    methods = {
        "orders.place": "PlaceOrder",
        "orders.get": "GetOrder",
        "orders.list": "ListOrders",
        "orders.cancel": "CancelOrder",
        "payments.create": "PayOrder",
        "payments.refund": "RefundOrder",
        "shipments.create": "ShipOrder",
        "inventory.adjust": "AdjustStock",
    }
    operations = set(methods)

    def __init__(self):
        with urllib.request.urlopen(ORIGINS["full"] + "/api/soap?wsdl", timeout=30) as answer:
            wsdl = ElementTree.fromstring(answer.read())
        self.types = {
            each.get("name"): each.findall(f"{XS}sequence/{XS}element") for each in wsdl.iter(f"{XS}complexType")
        }

    def fields(self, type_name):
        for field in self.types[type_name]:
            kind = field.get("type").split(":")
            yield field.get("name"), kind[0] == "tns" and kind[1] in self.types and kind[1], kind[1], field.get("maxOccurs") == "unbounded"

    def written(self, parent, type_name, given):
        for name, composite, _, many in self.fields(type_name):
            for value in given.get(name, []) if many else [given[name]] if name in given else []:
                element = ElementTree.SubElement(parent, OURS + name)
                if composite:
                    self.written(element, composite, value)
                else:
                    element.text = json.dumps(value) if isinstance(value, (bool, int)) else value

    def read(self, element, type_name):
        told = {}
        for name, composite, simple, many in self.fields(type_name):
            values = [
                self.read(each, composite) if composite else typed(simple, each.text or "")
                for each in element.findall(OURS + name)
            ]
            told[name] = values if many else values[0] if values else None
        return told

    def call(self, operation, given, caller):
        method = self.methods[operation]
        envelope = ElementTree.Element(ENVELOPE + "Envelope")
        if caller.key is not None:
            header = ElementTree.SubElement(envelope, ENVELOPE + "Header")
            ElementTree.SubElement(header, "{http://www.w3.org/2005/08/addressing}MessageID").text = caller.key
        body = ElementTree.SubElement(envelope, ENVELOPE + "Body")
        self.written(ElementTree.SubElement(body, f"{OURS}{method}Request"), f"{method}Request", given)
        request = urllib.request.Request(caller.origin + "/api/soap", ElementTree.tostring(envelope, "utf-8"))
        request.add_header("content-type", "text/xml; charset=utf-8")
        request.add_header("traceparent", caller.headers["traceparent"])
        if caller.token is not None:
            request.add_header("authorization", f"Bearer {caller.token}")
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                payload = ElementTree.fromstring(answer.read()).find(ENVELOPE + "Body")[0]
        except urllib.error.HTTPError as error:
            detail = ElementTree.fromstring(error.read()).find(f".//detail/{OURS}CrossdockFault")
            told = self.read(detail, "CrossdockFault")
            pointers = [each["pointer"] for each in told["errors"] if each.get("pointer")]
            raise Refused(told["kind"], told["code"], pointers) from None
        told = self.read(payload, f"{method}Response")
        if operation == "orders.list":
            return told["data"], None
        return told["level"] if operation == "inventory.adjust" else told["order"], told.get("created")


def typed(simple, text):
    return {"long": int, "decimal": float, "boolean": lambda given: given == "true"}.get(simple, str)(text)


class Caller:
    def __init__(self, credential, token, key):
        where = "limited" if credential == "limited" else "full"
        self.origin, self.channel, self.token, self.key = ORIGINS[where], CHANNELS[where], token, key
        self.headers = {"traceparent": f"00-{uuid.uuid4().hex}-00f067aa0ba902b7-01"}
        if key is not None:
            self.headers["idempotency-key"] = key


def admin(method, path, body=None):
    status, told = http(ORIGINS["full"], method, "/api/v2" + path, ADMIN, body)
    assert status < 300, (path, status, told)
    return told


SCOPES = ["orders:read", "orders:write", "payments:write", "inventory:read", "inventory:write"]


def new_key(scopes, **more):
    return admin("POST", "/api-keys", {"name": "parity", "scopes": scopes, **more})["secret"]


def shared_keys():
    soon = time.time() + 2
    expires = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(soon + 1))
    keys = {"reader": new_key(["orders:read"]), "expired": new_key(SCOPES, expiresAt=expires), "full": new_key(SCOPES)}
    time.sleep(3)
    return {**keys, "none": None, "unknown": "unknown_" + uuid.uuid4().hex}


def filled(value, saved):
    if isinstance(value, str):
        whole = re.fullmatch(r"\$\{([^}]+)\}", value)
        if whole:
            return found(whole[1], saved)
        return re.sub(r"\$\{([^}]+)\}", lambda part: str(found(part[1], saved)), value)
    if isinstance(value, list):
        return [filled(item, saved) for item in value]
    if isinstance(value, dict):
        return {name: filled(inner, saved) for name, inner in value.items()}
    return value


def found(path, saved):
    for name in path.split("."):
        saved = saved[int(name)] if isinstance(saved, list) else saved[name]
    return saved


def misses(given, wanted, path=""):
    """Where an answer lacks what is wanted of it."""
    if isinstance(wanted, dict):
        if not isinstance(given, dict):
            return [f"{path}: {given!r}"]
        return [miss for name, inner in wanted.items() for miss in misses(given.get(name), inner, f"{path}/{name}")]
    if isinstance(wanted, list):
        if not isinstance(given, list) or len(given) != len(wanted):
            return [f"{path}: {given!r} is not {wanted!r}"]
        return [miss for at, (one, two) in enumerate(zip(given, wanted)) for miss in misses(one, two, f"{path}/{at}")]
    return [] if given == wanted else [f"{path}: {given!r} is not {wanted!r}"]


def common(one, two):
    """Both answers, reduced to the fields that both have."""
    if isinstance(one, dict) and isinstance(two, dict):
        both = {name: common(one[name], two[name]) for name in one if name in two}
        return {name: pair[0] for name, pair in both.items()}, {name: pair[1] for name, pair in both.items()}
    if isinstance(one, list) and isinstance(two, list) and len(one) == len(two):
        pairs = [common(*pair) for pair in zip(one, two)]
        return [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return one, two


def normal(answer, run):
    """Ids, numbers of orders, times and names of the run do not count, and null is what absent is."""
    names = {}
    text = json.dumps(present(answer), sort_keys=True, ensure_ascii=False).replace(run, "run")
    text = UUID.sub(lambda each: names.setdefault(each[0], f"id {len(names)}"), text)
    text = re.sub(r'"number": "\d+"', '"number": "a number"', text)
    return json.loads(INSTANT.sub("a time", text))


def present(value):
    if isinstance(value, dict):
        return {name: present(inner) for name, inner in value.items() if inner is not None}
    return [present(item) for item in value] if isinstance(value, list) else value


def play(scenario, own, other, keys):
    run = "p" + uuid.uuid4().hex[:12]
    saved, answers, orders = {"run": run}, [], []
    for article in filled(scenario["articles"], saved):
        admin("POST", "/products", {"title": "Article", "variants": [{"sku": article["sku"], "prices": {"GBP": article["price"]}}]})
        stock = {"sku": article["sku"], "location": "main", "delta": article["onHand"], "reason": "count"}
        admin("POST", "/stock-adjustments", stock)
    tokens = {**keys}
    for number, step in enumerate(scenario["steps"], 1):
        credential = step.get("credential", "full")
        if credential == "limited" and "limited" not in tokens:
            tokens["limited"] = new_key(SCOPES)
        way = other if step.get("over") == "other" else own
        key = filled(step["key"], saved) if "key" in step else None
        where = f"step {number}, {step['call']} over {way.name}"
        caller = Caller(credential, tokens[credential], key)
        try:
            answer, created = way.call(step["call"], filled(step["input"], saved), caller)
        except Refused as refused:
            assert "refused" in step, f"{where} was refused: {refused}"
            expect_refused(way, refused, step["refused"], where)
            answers.append(step["refused"]["code"])
            continue
        assert "refused" not in step, f"{where} was not refused"
        wrong = misses(answer, filled(step.get("answer", {} if isinstance(answer, dict) else answer), saved))
        assert not wrong, f"{where}: {wrong}"
        if "same" in step:
            one, two = common(present(answer), present(saved[step["same"]]))
            assert one == two and answer["id"] == saved[step["same"]]["id"], f"{where}: {one} is not {two}"
        if "created" in step and created is not None:
            assert created == step["created"], f"{where}: created is {created}"
        if "as" in step:
            saved[step["as"]] = answer
        if isinstance(answer, dict) and "number" in answer:
            orders.append(answer["id"])
        answers.append(answer)
    return run, answers, after(scenario, saved, dict.fromkeys(orders))


def expect_refused(way, refused, wanted, where):
    told = f"{where}: {refused}, not {wanted}"
    if way.word is not None:
        assert refused.status in FILE["kinds"][wanted["kind"]][way.word], told
    elif refused.status is not None:
        assert refused.status == wanted["kind"], told
    assert refused.code in (None, wanted["code"]), told
    assert refused.code is not None or (way.name, wanted["kind"]) == ("GraphQL", "not_found"), told
    if "pointers" in wanted and wanted["kind"] == "invalid" and refused.pointers is not None:
        assert refused.pointers == wanted["pointers"], told


def after(scenario, saved, orders):
    """What is left: levels, orders and their timelines, as REST shows them."""
    wanted, left = scenario.get("after", {}), []
    for level in filled(wanted.get("levels", []), saved):
        [shown] = admin("GET", "/stock-levels?" + urllib.parse.urlencode({"sku": level["sku"], "location": "main"}))["data"]
        assert not misses(shown, level), (shown, level)
        left.append(shown)
    events = []
    for order in orders:
        entries = admin("GET", f"/orders/{order}/timeline")["data"]
        events.extend(reversed([each["type"] for each in entries]))
        left.append(admin("GET", f"/orders/{order}"))
        left.append([[each["type"], each["sequence"], each["data"], each["actor"]["name"]] for each in reversed(entries)])
    if "events" in wanted:
        assert events == wanted["events"], events
    return left


def compare(played, reference):
    (run, answers, left), (first_run, wanted, wanted_left) = played, reference
    one, two = common(present(answers), present(wanted))
    one, two = normal(one, run), normal(two, first_run)
    assert one == two, f"answers differ from REST's: {misses(one, two) or misses(two, one)}"
    one, two = normal(left, run), normal(wanted_left, first_run)
    assert one == two, f"what is left differs from REST's: {misses(one, two) or misses(two, one)}"


def main():
    ways, keys = [Rest(), Graphql(), Grpc(), Soap()], shared_keys()
    ran, failed = 0, 0
    for scenario in FILE["scenarios"]:
        retried = any(step.get("over") == "other" for step in scenario["steps"])
        pairs = itertools.permutations(ways, 2) if retried else [(way, way) for way in ways]
        reference = None
        for own, other in pairs:
            if scenario["operation"] not in own.operations & other.operations:
                continue
            ran += 1
            title = f"{scenario['name']}: {own.name}" + (f", then {other.name}" if retried else "")
            try:
                played = play(scenario, own, other, keys)
                reference = reference or played
                compare(played, reference)
            except Exception:
                failed += 1
                print(f"not ok: {title}\n{traceback.format_exc()}")
    print(f"{ran - failed} passed, {failed} failed")
    sys.exit(1 if failed or ran == 0 else 0)


main()
