import type { ProblemText } from "./text.ts";

/** Events, webhooks, what comes in, and mappings. */
export const events: Readonly<Record<string, ProblemText>> = {
  "events.unknown_position": {
    happened: "There is no event with the id that the reader wants to go on from.",
    why: "The id is of another server or merchant, or was cut.",
    todo: "Go on from an id that you received here, or leave it out to begin with now.",
  },
  "events.position_expired": {
    happened: "What followed your last event is no longer kept.",
    why: "The reader was away for longer than the feed is kept.",
    todo: "Read what you need anew over REST, then go on from now.",
  },
  "events.reader_too_slow": {
    happened: "Your stream was closed because you read more slowly than events arrive.",
    why: "What is not read is kept in memory, which must not grow without an end.",
    todo: "Connect again with `Last-Event-ID`: nothing is lost. Filter by type, or put events into a queue of yours first.",
  },
  "events.too_many_streams": {
    happened: "You hold as many streams open as you may.",
    why: "Usually streams that nobody reads were never closed.",
    todo: "Close some, or share one stream among your readers; then connect again.",
  },
  "events.unknown_channel": {
    happened: "The filter names a channel that this shop does not have.",
    why: "The code is misspelt, or the channel was renamed.",
    todo: "`errors` names it; `GET /api/v2/channels` lists the codes.",
  },
  "webhook.endpoint_disabled": {
    happened: "The endpoint is disabled, so nothing is sent to it.",
    why: "It failed for too long, or somebody disabled it.",
    todo: "Mend the receiver, then resume the endpoint and say what becomes of what waited.",
  },
  "webhook.endpoint_paused": {
    happened: "The endpoint is paused: a test would only wait.",
    why: "Somebody paused it.",
    todo: "Resume it, then send the test.",
  },
  "webhook.still_cancelling": {
    happened: "What waited for this endpoint is still being cancelled.",
    why: "There were many deliveries, and they are cancelled in portions.",
    todo: "Ask again in a minute.",
  },
  "webhook.private_target": {
    happened: "Nothing is sent to this address.",
    why: "It is not https, or it is of this machine or a private network, where a request from here could do harm.",
    todo: "Give an https address that the internet can reach. On a hub of your own, `ALLOW_PRIVATE_TARGETS` allows others.",
  },
  "webhook.moved_secret": {
    happened:
      "The new address is of another server, and headers or a password were given for the old one. Nothing was changed.",
    why: "They would be sent to somebody whom they were not meant for.",
    todo: "Give them again together with the address, or give them empty.",
  },
  "webhook.unknown_channel": {
    happened: "The endpoint is to hear of a channel that this shop does not have.",
    why: "The code is misspelt, or the channel is gone.",
    todo: "`errors` names it; `GET /api/v2/channels` lists the codes.",
  },
  "webhook.delivery_finished": {
    happened: "This delivery has come to its end; it cannot be stopped any more.",
    why: "It was delivered, or given up, since you looked.",
    todo: "To send the same again, replay it.",
  },
  "webhook.wrong_transform": {
    happened: "The transform of this endpoint is not a JSONata expression.",
    why: "There is a slip in its syntax; the detail says where.",
    todo: "Try it out with the preview until it gives what you want, then save it.",
  },
  "inbound.bad_signature": {
    happened: "The signature of the message does not fit. The message was not looked at.",
    why: "It was made with another secret, or over other bytes than were sent.",
    todo: "Compare the secrets on both sides, and sign the raw body before anything formats it again.",
  },
  "inbound.stale_signature": {
    happened: "The message is too old, or from the future.",
    why: "A signature is good for five minutes, so that a message that was caught cannot be sent again.",
    todo: "Set the clock of the sender right. Sign anew at each attempt.",
  },
  "inbound.contradictory": {
    happened: "What is said around the message contradicts the message.",
    why: "For example a header names another topic or id than the signed body.",
    todo: "Send it as the sending system made it, without a proxy that changes headers.",
  },
  "inbound.unknown_source": {
    happened: "Nobody listens at this address.",
    why: "The code at its end is misspelt, or the source was deleted.",
    todo: "Copy the address from the page of the source.",
  },
  "inbound.source_disabled": {
    happened: "The source is switched off and takes no messages.",
    why: "Somebody switched it off.",
    todo: "Switch it on under Sources; senders try again by themselves.",
  },
  "inbound.already_processed": {
    happened: "This message has done its work and is not run again.",
    why: "Running it twice could do the same twice.",
    todo: "Look at the order that came of it. For another effect, have a new message sent.",
  },
  "inbound.ignored": {
    happened: "The message was taken and is about nothing that this source deals with.",
    why: "Its topic is none of those that the source knows.",
    todo: "Nothing. To act on it, make a source with a mapping for it.",
  },
  "inbound.uncertain": {
    happened: "A worker stopped in the middle of this message long ago, and nobody knows whether it took effect.",
    why: "The key that protects from doing it twice is no longer kept.",
    todo: "Look whether the order or the change is there. If not, run the message again.",
  },
  "inbound.unreadable": {
    happened: "The body of the message cannot be read.",
    why: "It is not JSON in UTF-8.",
    todo: "Have the sender send JSON; `errors` says where reading stopped.",
  },
  "inbound.unmapped": {
    happened: "The mapping of this source did not make a valid call of the message.",
    why: "A field is missing in the message, or the mapping puts it into the wrong place.",
    todo: "`errors` says which field. Mend the mapping with the preview and run the message again.",
  },
  "inbound.unknown_order": {
    happened: "The message is about an order that is not here yet.",
    why: "The carrier or the bank was faster than the shop.",
    todo: "Nothing: it is tried again for a while. If it stays, see whether the order came over another channel.",
  },
  "inbound.code_taken": {
    happened: "Another source on this server has this code.",
    why: "The code is the end of the address, so it stands for one source.",
    todo: "Choose another code.",
  },
  "inbound.operation_required": {
    happened: "A source of this kind needs an operation and a mapping.",
    why: "Its messages can mean anything, so somebody must say what they do.",
    todo: "Give `operation` and `mapping`.",
  },
  "inbound.operation_known": {
    happened: "A source of this kind takes no operation or mapping.",
    why: "We know what its messages mean.",
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
    happened: "The secret is not of the form that Standard Webhooks have.",
    why: "It is `whsec_` and the base64 of 24 to 64 bytes.",
    todo: "Copy it whole from the sender, or leave it out and take the one that is made for you.",
  },
  "intake.no_tenant": {
    happened: "The message in the queue does not say whose it is.",
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
    todo: "Send an order a message.",
  },
  "intake.not_json": {
    happened: "The message in the queue is not JSON.",
    why: "It is in another encoding, or was cut.",
    todo: "Send JSON in UTF-8; the detail says where reading stopped.",
  },
  "mapping.syntax": {
    happened: "The expression cannot be read.",
    why: "A bracket or quote is missing, or an operator stands in the wrong place.",
    todo: "`details.position` says where. Expressions are JSONata.",
  },
  "mapping.timeout": {
    happened: "The expression used more CPU time than it may and was stopped.",
    why: "It loops, or goes over a list again for each item of it.",
    todo: "Make it simpler: filter first, then map.",
  },
  "mapping.failed": {
    happened: "The expression could be read, and failed on this message.",
    why: "It expects a field or a type that the message does not have.",
    todo: "Try it with this message in the preview, and say what becomes of fields that are missing.",
  },
  "mapping.too_large": {
    happened: "The expression or what it makes is larger than it may be.",
    why: "It probably copies the whole message several times.",
    todo: "Pick out only the fields that are needed.",
  },
  "mapping.busy": {
    happened: "Too many expressions wait to be run.",
    why: "Many messages arrived at once.",
    todo: "Try again in a second; messages that were taken are tried again by themselves.",
  },
  "mapping.starved": {
    happened: "The machine was too busy to run the expression.",
    why: "Other work took the CPU; the expression is not at fault.",
    todo: "Try again after `Retry-After` seconds.",
  },
  "mapping.quota": {
    happened: "Expressions are being tried out faster than may be.",
    why: "Previews run code, so each merchant may run so many in a minute.",
    todo: "Wait as long as `Retry-After` says.",
  },
};
