import type { ProblemText } from "./text.ts";

/** Events, webhooks, inbound messages and mappings. */
export const events: Readonly<Record<string, ProblemText>> = {
  "events.unknown_position": {
    happened: "There is no event with the id to resume from.",
    why: "The id is of another server or merchant, or was truncated.",
    todo: "Resume from an id that you received here, or leave it out to start now.",
  },
  "events.position_expired": {
    happened: "The events after your last one are no longer kept.",
    why: "The reader was away for longer than the feed is kept.",
    todo: "Reload what you need over REST, then start from now.",
  },
  "events.reader_too_slow": {
    happened: "Your stream was closed because you read more slowly than events arrive.",
    why: "Unread events are buffered in memory, which is limited.",
    todo: "Reconnect with `Last-Event-ID`: nothing is lost. Filter by type, or put events into a queue of your own first.",
  },
  "events.too_many_streams": {
    happened: "You have reached the limit of open streams.",
    why: "Usually unused streams were never closed.",
    todo: "Close some, or share one stream among your readers; then reconnect.",
  },
  "events.unknown_channel": {
    happened: "The filter names a channel that this shop does not have.",
    why: "The code is misspelt, or the channel was renamed.",
    todo: "`errors` names it; `GET /api/v2/channels` lists the codes.",
  },
  "webhook.endpoint_disabled": {
    happened: "The endpoint is disabled, so nothing is sent to it.",
    why: "It failed for too long, or a user disabled it.",
    todo: "Fix the receiver, then resume the endpoint and choose whether its waiting deliveries are sent.",
  },
  "webhook.endpoint_paused": {
    happened: "The endpoint is paused: a test would only wait.",
    why: "A user paused it.",
    todo: "Resume it, then send the test.",
  },
  "webhook.still_cancelling": {
    happened: "The waiting deliveries of this endpoint are still being cancelled.",
    why: "There were many deliveries, and they are cancelled in batches.",
    todo: "Try again in a minute.",
  },
  "webhook.private_target": {
    happened: "Nothing is sent to this address.",
    why: "It is not https, or it belongs to this machine or a private network, where a request from here could do harm.",
    todo: "Give an https address that is reachable from the internet. On your own hub, `ALLOW_PRIVATE_TARGETS` allows others.",
  },
  "webhook.moved_secret": {
    happened:
      "The new address is on another server, and headers or a password were given for the old one. Nothing was changed.",
    why: "They would be sent to a server that they were not meant for.",
    todo: "Send them again together with the address, or send them empty.",
  },
  "webhook.unknown_channel": {
    happened: "The endpoint subscribes to a channel that this shop does not have.",
    why: "The code is misspelt, or the channel was deleted.",
    todo: "`errors` names it; `GET /api/v2/channels` lists the codes.",
  },
  "webhook.delivery_finished": {
    happened: "This delivery has ended and can no longer be cancelled.",
    why: "It was delivered, or failed for good, since you read it.",
    todo: "To send the same again, replay it.",
  },
  "webhook.wrong_transform": {
    happened: "The transform of this endpoint is not a JSONata expression.",
    why: "It has a syntax error; the detail says where.",
    todo: "Test it with the preview until the result is right, then save it.",
  },
  "inbound.bad_signature": {
    happened: "The signature of the message is not valid. The message was not processed.",
    why: "It was made with another secret, or over other bytes than were sent.",
    todo: "Compare the secrets on both sides, and sign the raw body before it is parsed or reformatted.",
  },
  "inbound.stale_signature": {
    happened: "The message is too old, or from the future.",
    why: "A signature is valid for five minutes, so that an intercepted message cannot be replayed.",
    todo: "Set the clock of the sender right. Sign anew at each attempt.",
  },
  "inbound.contradictory": {
    happened: "The headers of the message contradict its body.",
    why: "For example a header names another topic or id than the signed body.",
    todo: "Send it as the sending system created it, without a proxy that changes headers.",
  },
  "inbound.unknown_source": {
    happened: "There is no source at this address.",
    why: "The code at its end is misspelt, or the source was deleted.",
    todo: "Copy the address from the page of the source.",
  },
  "inbound.source_disabled": {
    happened: "The source is switched off and takes no messages.",
    why: "A user switched it off.",
    todo: "Switch it on under Sources; senders retry by themselves.",
  },
  "inbound.already_processed": {
    happened: "This message was processed and is not run again.",
    why: "Running it twice could apply it twice.",
    todo: "Look at the order that it created. For another effect, have a new message sent.",
  },
  "inbound.ignored": {
    happened: "The message was accepted, but this source does not process its topic.",
    why: "Its topic is none of those that the source supports.",
    todo: "Nothing. To process it, create a source with a mapping for it.",
  },
  "inbound.uncertain": {
    happened: "A worker stopped while processing this message, and its outcome is unknown.",
    why: "The idempotency key that prevents a second effect is no longer kept.",
    todo: "Check whether the order or the change exists. If not, run the message again.",
  },
  "inbound.unreadable": {
    happened: "The body of the message cannot be read.",
    why: "It is not JSON in UTF-8.",
    todo: "Have the sender send JSON; `errors` says where parsing stopped.",
  },
  "inbound.unmapped": {
    happened: "The result of this source's mapping is not a valid call.",
    why: "A field is missing in the message, or the mapping puts it in the wrong place.",
    todo: "`errors` says which field. Mend the mapping with the preview and run the message again.",
  },
  "inbound.unknown_order": {
    happened: "The message refers to an order that does not exist yet.",
    why: "The carrier or the bank was faster than the shop.",
    todo: "Nothing: it is retried for a while. If it stays, check whether the order came over another channel.",
  },
  "inbound.code_taken": {
    happened: "Another source on this server has this code.",
    why: "The code is part of the address, so it is unique.",
    todo: "Choose another code.",
  },
  "inbound.operation_required": {
    happened: "A source of this kind needs an operation and a mapping.",
    why: "Its messages have no known format, so their meaning must be configured.",
    todo: "Give `operation` and `mapping`.",
  },
  "inbound.operation_known": {
    happened: "A source of this kind takes no operation or mapping.",
    why: "The format of its messages is known.",
    todo: "Leave `operation` and `mapping` out.",
  },
  "inbound.channel_required": {
    happened: "A source that is a shop needs a channel.",
    why: "Its orders must belong to one.",
    todo: "Give `settings.channel`, the code of a channel.",
  },
  "inbound.unknown_channel": {
    happened: "The source names a channel that this shop does not have.",
    why: "The code is misspelt.",
    todo: "`GET /api/v2/channels` lists the codes.",
  },
  "inbound.no_secret": {
    happened: "A source that reads a queue takes no secret.",
    why: "Its messages carry no signature; the broker says who may write.",
    todo: "Leave the secret out.",
  },
  "inbound.unfit_secret": {
    happened: "The secret is not in the format of Standard Webhooks.",
    why: "It is `whsec_` and the base64 of 24 to 64 bytes.",
    todo: "Copy it whole from the sender, or leave it out and use the generated one.",
  },
  "intake.no_tenant": {
    happened: "The message in the queue does not name its merchant.",
    why: "Several merchants share this hub.",
    todo: "Name the merchant in the header `crossdock-tenant`.",
  },
  "intake.unknown_tenant": {
    happened: "The message in the queue names a merchant that is not on this hub.",
    why: "The name in `crossdock-tenant` is misspelt.",
    todo: "Use the short name of the merchant, as its settings show it.",
  },
  "intake.too_large": {
    happened: "The message in the queue is larger than a message may be.",
    why: "Probably several orders were put into one.",
    todo: "Send one order per message.",
  },
  "intake.not_json": {
    happened: "The message in the queue is not JSON.",
    why: "It is in another encoding, or was truncated.",
    todo: "Send JSON in UTF-8; the detail says where parsing stopped.",
  },
  "mapping.syntax": {
    happened: "The expression cannot be parsed.",
    why: "A bracket or quote is missing, or an operator is in the wrong place.",
    todo: "`details.position` says where. Expressions are JSONata.",
  },
  "mapping.timeout": {
    happened: "The expression exceeded its CPU time and was stopped.",
    why: "It loops, or iterates over a list again for each of its items.",
    todo: "Make it simpler: filter first, then map.",
  },
  "mapping.failed": {
    happened: "The expression failed on this message.",
    why: "It expects a field or a type that the message does not have.",
    todo: "Test it with this message in the preview, and handle missing fields.",
  },
  "mapping.too_large": {
    happened: "The expression or its result is too large.",
    why: "It probably copies the whole message several times.",
    todo: "Select only the fields that are needed.",
  },
  "mapping.busy": {
    happened: "Too many expressions wait to be run.",
    why: "Many messages arrived at once.",
    todo: "Try again in a second; messages already accepted are retried by themselves.",
  },
  "mapping.starved": {
    happened: "The machine was too busy to run the expression.",
    why: "Other work took the CPU; the expression is not at fault.",
    todo: "Try again after `Retry-After` seconds.",
  },
  "mapping.quota": {
    happened: "Too many previews of expressions in a minute.",
    why: "Previews run code, so each merchant has a limit per minute.",
    todo: "Wait as long as `Retry-After` says.",
  },
};
