import type { ProblemText } from "./text.ts";

export const packing: Readonly<Record<string, ProblemText>> = {
  "packing.unknown_location": {
    happened: "There is no active location with this code to pack at.",
    why: "The code is misspelt, or the location was switched off.",
    todo: "Read `GET /locations` for the codes.",
  },
  "packing.station_busy": {
    happened: "Somebody else packs at this station.",
    why: "A station takes the commands of one person or key at a time.",
    todo: "Open another station, or send `takeOver: true` to go on with what is packed there.",
  },
  "packing.taken_over": {
    happened: "Somebody else has taken over this station. The command was not done.",
    why: "They opened it with `takeOver`, or it had been quiet for fifteen minutes.",
    todo: "Ask who is meant to pack there, then open the station again.",
  },
  "packing.station_closed": {
    happened: "The station is closed. The command was not done.",
    why: "It was closed, or left for four hours; its order went back to the queue.",
    todo: "Open the station again and pack what it is given.",
  },
  "packing.client_id_reused": {
    happened: "This client id was used before, for another command of the session.",
    why: "A client id stands for one command, so that sending it again does not do it again.",
    todo: "Use a new client id for each command, and the same one only to repeat it unchanged.",
  },
  "packing.order_under_way": {
    happened: "The station packs another order.",
    why: "A station has one order at a time.",
    todo: "Finish or skip that order, then open the station with the other one.",
  },
  "packing.packed_elsewhere": {
    happened: "Another station packs this order.",
    why: "An order is packed at one station at a time.",
    todo: "Leave it to that station, or let it skip the order first.",
  },
  "packing.not_covered": {
    happened: "The order is not paid as its channel requires.",
    why: "Only paid orders are packed, and authorised ones where the channel ships those.",
    todo: "Record or capture the payment first.",
  },
  "packing.nothing_here": {
    happened: "Nothing of the order is reserved at this location.",
    why: "Its units are reserved elsewhere, wait for stock, or have left.",
    todo: "Choose one of the locations in the order’s `reservations`.",
  },
};
