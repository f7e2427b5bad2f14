import { ignored } from "../errors.ts";
import { fieldsIn, fieldsOf, textOf } from "./fields.ts";
import type { Kind } from "./kind.ts";
import { decoded, digestOf, hmac, refuseOld, refuseUnlessAny } from "./signatures.ts";

const PREFIX = "hmac-sha256-hex=";

/** Maps the tracker's statuses to ours. */
const STATUSES: Readonly<Record<string, "in_transit" | "delivered">> = {
  in_transit: "in_transit",
  out_for_delivery: "in_transit",
  available_for_pickup: "in_transit",
  delivered: "delivered",
};

/** EasyPost, which covers a hundred carriers: `X-Hmac-Signature` over the body, events about trackers. */
export const carrier: Kind = {
  verify({ headers, body }, secrets, now) {
    const given = headers["x-hmac-signature"] ?? "";
    refuseUnlessAny(
      secrets.map((secret) => hmac(secret.normalize("NFKD"), body)),
      given.startsWith(PREFIX) ? decoded(given.slice(PREFIX.length), "hex") : [],
    );
    refuseOld([textOf(fieldsIn(body)["created_at"])], now);
  },
  envelope({ body }) {
    const event = fieldsIn(body);
    return { externalId: textOf(event["id"]) ?? digestOf(body), type: textOf(event["description"]) ?? "unknown" };
  },
  translate({ type, body }) {
    if (type !== "tracker.updated" && type !== "tracker.created")
      throw ignored(`Events of the type ${type} are not needed here.`);
    const tracker = fieldsOf(fieldsOf(body)["result"]);
    const said = textOf(tracker["status"]) ?? "unknown";
    const status = STATUSES[said];
    if (status === undefined) throw ignored(`The parcel is ${said.replaceAll("_", " ")}, which changes nothing here.`);
    const [name, url] = [textOf(tracker["carrier"]), textOf(tracker["public_url"])];
    const optional = {
      ...(name === undefined ? {} : { carrier: name }),
      ...(url === undefined ? {} : { trackingUrl: url }),
    };
    return {
      operation: "shipments.track",
      input: { trackingNumber: textOf(tracker["tracking_code"]), status, ...optional },
    };
  },
};
