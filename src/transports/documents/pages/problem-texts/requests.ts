import type { ProblemText } from "./text.ts";

/** Requests and the service itself. */
export const requests: Readonly<Record<string, ProblemText>> = {
  "request.invalid": {
    happened: "The request does not match the schema of this address. Nothing was changed.",
    why: "A field is missing, unknown, of another type, or outside its limits.",
    todo: "Look into `errors`: each `pointer` says where (a JSON Pointer into your body, or the name of a parameter), each `detail` what. Fix all of them and send the request again.",
  },
  "request.unreadable_body": {
    happened: "The body could not be parsed, so nothing was done.",
    why: "It is not JSON (or, over SOAP, XML) in UTF-8, ends too early, has a key twice in one object, or holds a number that would lose digits.",
    todo: "Send the output of a JSON library instead of concatenated text, with `Content-Type: application/json`. `errors` says where parsing stopped.",
  },
  "request.unknown_parameter": {
    happened: "The address has a query parameter that this operation does not have. Nothing was done.",
    why: "If unknown parameters were ignored, a misspelt filter would return everything, so they are rejected.",
    todo: "Correct the name; `nearest` is the closest known one. The parameters of each operation are in the API documents.",
  },
  "request.unknown_name": {
    happened: "`fields` or `include` names something that the answer does not have.",
    why: "The name is misspelt, or belongs to another resource.",
    todo: "Use the `nearest` name in the response, or leave the parameter out to get everything.",
  },
  "request.wrong_header": {
    happened: "A header of the request is malformed. Nothing was done.",
    why: "For example an `Idempotency-Key` with spaces, or an `If-Match` that is no ETag.",
    todo: "`errors` names the header and its form. Change it and send the request again.",
  },
  "request.wrong_address": {
    happened: "The address cannot be parsed.",
    why: "It has an invalid percent-encoding, or a part of it is not in UTF-8.",
    todo: "Encode each path segment and each query value separately, as `encodeURIComponent` does.",
  },
  "request.unknown_path": {
    happened: "There is nothing at this address.",
    why: "The path is misspelt, lacks its version, or the method belongs to another path.",
    todo: "Compare it with the API documents: paths begin with `/api/v2/` and end without a slash.",
  },
  "request.method_not_allowed": {
    happened: "The address exists, but does not support this method.",
    why: "For instance a `PUT` where only `PATCH` is offered, or a `POST` to a single resource.",
    todo: "The header `Allow` lists the supported methods.",
  },
  "request.not_acceptable": {
    happened: "No available media type matches your `Accept` header.",
    why: "The header names types that this address does not produce.",
    todo: "Send `Accept: application/json`, or leave the header out.",
  },
  "request.too_large": {
    happened: "The body is larger than the limit, and was not read completely.",
    why: "Requests are limited so that one caller cannot exhaust the memory.",
    todo: "Send less per request: fewer lines, a page at a time. Whole files go through uploads and imports.",
  },
  "request.too_slow": {
    happened: "The body of a SOAP message or of a signed webhook had not arrived after 30 seconds.",
    why: "The connection is slow or was interrupted. Who sends such a body is known only when all of it is there, so it has little time.",
    todo: "Send it again, in one piece. With SOAP send the same MessageID.",
  },
  "request.uri_too_long": {
    happened: "The address has more than 8,192 characters.",
    why: "Usually a filter lists too many ids.",
    todo: "Split the request into several with fewer ids each.",
  },
  "request.unsupported_media_type": {
    happened: "The body has a media type or encoding that this address does not support.",
    why: "Its `Content-Type` is missing or another one, or the body is compressed.",
    todo: "Send JSON, uncompressed, as `Content-Type: application/json`.",
  },
  "request.range_not_satisfiable": {
    happened: "The requested range starts after the end of the file.",
    why: "The file is shorter than the request expected; perhaps it is another version than before.",
    todo: "`Content-Range` tells how long it is. Ask for a part of that, with `If-Range` and the ETag, or for the whole.",
  },
  "request.if_match_required": {
    happened: "The change does not name the version that it is based on. Nothing was changed.",
    why: "Without that, concurrent edits would overwrite each other unnoticed.",
    todo: "Read the resource and send its `ETag` as `If-Match` together with the change.",
  },
  "request.quota_exceeded": {
    happened: "This key, user or address exceeded its rate limit.",
    why: "Each has a quota per time window, so that one caller cannot slow down the others.",
    todo: "Wait as many seconds as `Retry-After` says. The `RateLimit` header of every response has the remaining quota: slow down before it is 0.",
  },
  "request.cancelled": {
    happened: "You cancelled the call or disconnected before the response.",
    why: "There was no caller left for the response. A read was stopped; a change may have been made.",
    todo: "Nothing, if that was intended. To learn whether a change was made, send it again with the same idempotency key.",
  },
  "request.timeout": {
    happened: "The response took too long and the request timed out. The work may have been done.",
    why: "The server was very busy, or your own deadline was short.",
    todo: "Send the same request with the same `Idempotency-Key`: completed work is not repeated.",
  },
  "resource.not_found": {
    happened: "There is no resource with this id, or you may not see it.",
    why: "The id is wrong, the resource was deleted, or it belongs to another merchant.",
    todo: "Check the id, and that your key belongs to the right merchant.",
  },
  "resource.stale": {
    happened: "The resource has changed since you read it. Your change was not made.",
    why: "The version that `If-Match` names is not the newest one.",
    todo: "Read the resource again, apply your change to its current state, and send it with the new `ETag`.",
  },
  "version.unknown": {
    happened: "The request asks for a version of the API that does not exist.",
    why: "The version in the path, `API-Version`, `Accept` or `?version=` is not supported.",
    todo: "`details.versions` lists those that exist. Use the newest.",
  },
  "version.contradictory": {
    happened: "The request asks for two versions of the API at once.",
    why: "For example the path says `v2` and the header `API-Version` says `1`.",
    todo: "Name the version in one place; the path is enough.",
  },
  "version.gone": {
    happened: "This version of the API was removed and no longer handles requests.",
    why: "It was deprecated, and the date in its `Sunset` header has passed.",
    todo: "Move to the successor in the `Link` header; the REST guide (docs/rest.md) lists the differences.",
  },
  "idempotency.in_progress": {
    happened: "An earlier request with this idempotency key is still running.",
    why: "A retry arrived before the first attempt had finished.",
    todo: "Wait as long as `Retry-After` says and send the same request again: you get the response of the first.",
  },
  "idempotency.key_reused": {
    happened: "This idempotency key was used before, for a request with another body.",
    why: "A key identifies one request. It is often a counter or a constant where a random value was meant.",
    todo: "Use a new key for a new request, and the old one only to repeat exactly the same request.",
  },
  internal: {
    happened: "The server failed with an internal error. Nothing was changed.",
    why: "The error was unexpected; it is logged on the server under the `requestId`.",
    todo: "Try again with the same `Idempotency-Key`. If it persists, send the `requestId` to the hub's operator.",
  },
  "service.unavailable": {
    happened: "The database did not respond, so nothing was done.",
    why: "It is restarting, or so busy that requests had to be rejected.",
    todo: "Try again after `Retry-After` seconds with the same `Idempotency-Key`.",
  },
  "auth.rights_changed": {
    happened: "A stream was ended because its caller may now read more, or less, than when it was opened.",
    why: "The role or the key was changed. A stream decides at its start which events its reader may see.",
    todo: "Open it again from the last id or position that you saw.",
  },
  "service.restarting": {
    happened: "This server is shutting down and has closed your stream.",
    why: "A new version is being deployed, or the machine is under maintenance.",
    todo: "Reconnect with the `Last-Event-ID` of your last event: nothing is lost.",
  },
  "hub.no_administrator": {
    happened: "This hub was just installed and has no users yet.",
    why: "A public hub creates no accounts by itself: the first administrator is created on its machine.",
    todo: "The hub's operator runs `npm run cli -- users create-admin --email …` there, once.",
  },
  "pages.not_built": {
    happened: "The API works; the screens have not been built on this server.",
    why: "The server was started without the step that builds them.",
    todo: "Start it with `npm start`, which builds what is missing, or run `npm run build` first.",
  },
  "soap.malformed": {
    happened: "The SOAP message is not built as the description has it. Nothing was done.",
    why: "A part is missing, there twice, or unknown: a second Body, another request element, two Security headers, an `id` of SOAP encoding.",
    todo: "Make the client from `/api/soap?wsdl` instead of writing the envelope by hand. The message names the part.",
  },
  "soap.not_understood": {
    happened: "A header of the SOAP message demands to be understood, and is not.",
    why: "It has `mustUnderstand`, and is neither WS-Security nor WS-Addressing.",
    todo: "Send the message without this header, or without `mustUnderstand`.",
  },
  "soap.version_mismatch": {
    happened: "The envelope and the `Content-Type` name different versions of SOAP.",
    why: "`text/xml` carries SOAP 1.1, `application/soap+xml` SOAP 1.2.",
    todo: "Use one port of the description throughout: `CrossdockSoap11` or `CrossdockSoap12`.",
  },
};
