import type { ProblemText } from "./text.ts";

/** Requests and the service itself. */
export const requests: Readonly<Record<string, ProblemText>> = {
  "request.invalid": {
    happened: "Something in the request does not have the shape that this address takes. Nothing was changed.",
    why: "A field is missing, unknown, of another type, or outside its limits.",
    todo: "Look into `errors`: each `pointer` says where (a JSON Pointer into your body, or the name of a parameter), each `detail` what. Mend all of them and send the request again.",
  },
  "request.unreadable_body": {
    happened: "The body could not be read at all, so nothing of it was looked at.",
    why: "It is not JSON in UTF-8, ends too early, has a key twice in one object, or holds a number that would lose digits.",
    todo: "Send the output of a JSON library instead of text put together by hand, with `Content-Type: application/json`. `errors` says where reading stopped.",
  },
  "request.unknown_parameter": {
    happened: "The address has a query parameter that this operation does not have. Nothing was done.",
    why: "Parameters that are silently ignored turn a filter with a slip of the pen into a list of everything, so unknown ones are refused.",
    todo: "Mend the name; `nearest` is the likeliest one. The parameters of each operation are in the API documents.",
  },
  "request.unknown_name": {
    happened: "`fields` or `include` names something that the answer does not have.",
    why: "The name is misspelt, or belongs to another resource.",
    todo: "Use the `nearest` name that the answer proposes, or leave the parameter out to get everything.",
  },
  "request.wrong_header": {
    happened: "A header of the request is not of the form that it must have. Nothing was done.",
    why: "For example an `Idempotency-Key` with blanks, or an `If-Match` that is no ETag.",
    todo: "`errors` names the header and its form. Change it and send the request again.",
  },
  "request.wrong_address": {
    happened: "The address itself cannot be read.",
    why: "It holds a broken percent-encoding, or a part of it is not in UTF-8.",
    todo: "Encode each part of a path and each value of the query on its own, as `encodeURIComponent` does.",
  },
  "request.unknown_path": {
    happened: "There is nothing at this address.",
    why: "The path is misspelt, lacks its version, or the method belongs to another path.",
    todo: "Compare it with the API documents: paths begin with `/api/v2/` and end without a slash.",
  },
  "request.method_not_allowed": {
    happened: "The address exists, and does not take this method.",
    why: "For instance a `PUT` where only `PATCH` is offered, or a `POST` to a single resource.",
    todo: "The header `Allow` names the methods that it takes.",
  },
  "request.not_acceptable": {
    happened: "No form of the answer fits what your `Accept` header allows.",
    why: "The header names types that this address does not answer in.",
    todo: "Send `Accept: application/json`, or leave the header out.",
  },
  "request.too_large": {
    happened: "The body is larger than one request may be, and was not read to its end.",
    why: "Requests are limited so that one caller cannot fill the memory of all.",
    todo: "Send less at once: fewer lines, a page at a time. Whole files go through uploads and imports.",
  },
  "request.uri_too_long": {
    happened: "The address has more than 8,192 characters.",
    why: "Usually a filter lists too many ids.",
    todo: "Ask in several requests with fewer ids each.",
  },
  "request.unsupported_media_type": {
    happened: "The body is in a form that this address does not read.",
    why: "Its `Content-Type` is missing or another one, or the body is compressed.",
    todo: "Send JSON, uncompressed, as `Content-Type: application/json`.",
  },
  "request.range_not_satisfiable": {
    happened: "The part of the file that was asked for begins behind its end.",
    why: "The file is shorter than the request believed; perhaps it is another version than before.",
    todo: "`Content-Range` tells how long it is. Ask for a part of that, with `If-Range` and the ETag, or for the whole.",
  },
  "request.if_match_required": {
    happened: "A change came without saying which version it is based on. Nothing was changed.",
    why: "Without that, two people who edit at once would overwrite each other unseen.",
    todo: "Read the resource and send its `ETag` as `If-Match` together with the change.",
  },
  "request.quota_exceeded": {
    happened: "This key, user or address made more requests than it may in this time.",
    why: "Each has a quota in a window of time, so that nobody slows the others down.",
    todo: "Wait as many seconds as `Retry-After` says. `RateLimit` tells on every answer how many are left: slow down before it is 0.",
  },
  "request.cancelled": {
    happened: "You cancelled the call, or went away, before it was answered.",
    why: "Nobody was left to take the answer. A read was ended; a change may have happened all the same.",
    todo: "Nothing, if that is what you meant. To learn whether a change happened, send it again with the same idempotency key.",
  },
  "request.timeout": {
    happened: "The answer took too long and was given up. The work may have been done all the same.",
    why: "The server was very busy, or your own deadline was short.",
    todo: "Send the same request with the same `Idempotency-Key`: what was done is not done twice.",
  },
  "resource.not_found": {
    happened: "There is no resource with this id, at least none that you may see.",
    why: "The id is wrong, the resource was deleted, or it belongs to another merchant.",
    todo: "Check the id, and that your key belongs to the merchant whose data you mean.",
  },
  "resource.stale": {
    happened: "Somebody changed the resource after you had read it. Your change was not made.",
    why: "The version that `If-Match` names is not the newest one.",
    todo: "Read the resource again, apply your change to what it is now, and send it with the new `ETag`.",
  },
  "version.unknown": {
    happened: "The request asks for a version of the API that does not exist.",
    why: "The version in the path, `API-Version`, `Accept` or `?version=` is none of ours.",
    todo: "`details.versions` lists those that exist. Use the newest.",
  },
  "version.contradictory": {
    happened: "The request asks for two versions of the API at once.",
    why: "For example the path says `v2` and the header `API-Version` says `1`.",
    todo: "Name the version in one place; the path is enough.",
  },
  "version.gone": {
    happened: "This version of the API has ended and answers no requests any more.",
    why: "It was deprecated, and the day that its `Sunset` header named has passed.",
    todo: "Move to the successor in the `Link` header; the REST guide (docs/rest.md) lists what differs.",
  },
  "idempotency.in_progress": {
    happened: "An earlier request with this idempotency key is still being worked on.",
    why: "A retry came before the first attempt was answered.",
    todo: "Wait as long as `Retry-After` says and send the same request again: you get the answer of the first.",
  },
  "idempotency.key_reused": {
    happened: "This idempotency key was used before, for a request with another body.",
    why: "A key stands for one piece of work. It is often a counter or a constant where a fresh random value was meant.",
    todo: "Use a new key for new work, and the old one only to repeat exactly the same request.",
  },
  internal: {
    happened: "We made a mistake. Nothing was changed.",
    why: "Something happened that nobody thought of; it is written down on the server under the `requestId`.",
    todo: "Try again with the same `Idempotency-Key`. If it stays, tell whoever runs this hub the `requestId`.",
  },
  "service.unavailable": {
    happened: "The database did not answer, so nothing was done.",
    why: "It is restarting, or so busy that requests had to be turned away.",
    todo: "Try again after `Retry-After` seconds with the same `Idempotency-Key`.",
  },
  "service.restarting": {
    happened: "This server is about to stop and has closed your stream.",
    why: "A new version is being started, or the machine is maintained.",
    todo: "Connect again with `Last-Event-ID` of the last event that you saw: nothing is lost.",
  },
  "hub.no_administrator": {
    happened: "This hub has just been installed and lets nobody in yet.",
    why: "A public hub makes no accounts by itself: the first administrator is made on its machine.",
    todo: "Whoever runs it calls `npm run cli -- users create-admin --email …` there, once.",
  },
  "pages.not_built": {
    happened: "The API works; the screens have not been built on this server.",
    why: "The server was started without the step that builds them.",
    todo: "Start it with `npm start`, which builds what is missing, or call `npm run build` first.",
  },
};
