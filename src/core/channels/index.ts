export { createChannel } from "./create-channel.ts";
export { createLocation } from "./create-location.ts";
export { listChannels } from "./list-channels.ts";
export { listLocations } from "./list-locations.ts";
export { updateChannel } from "./update-channel.ts";
export { lookupChannels } from "./lookup-channels.ts";
export { lookupLocations } from "./lookup-locations.ts";
