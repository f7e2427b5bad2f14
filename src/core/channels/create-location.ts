import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { codeTaken } from "./errors.ts";
import { locationCreated } from "./events.ts";
import { CreateLocationInput, LocationView } from "./schemas.ts";
import { insertLocation, listLocations, lockCatalogue, type LocationRecord } from "./store.ts";

export const createLocation = command({
  name: "locations.create",
  summary: "Creates a warehouse or shop with an empty stock level of every article.",
  scope: "settings:write",
  audience: "public",
  input: CreateLocationInput,
  output: LocationView,
  failures: [codeTaken],
  run: async (context, input) => {
    const { tx, now, emit } = context;
    await lockCatalogue(tx);
    const locations = await listLocations(tx);
    if (locations.some((location) => location.code === input.code)) throw codeTaken("location", input.code);
    const location: LocationRecord = { ...input, id: newId(), active: true, createdAt: now };
    insertLocation(context, location);
    emit(locationCreated(location.id, location));
    return { ...location, createdAt: now.toISOString() };
  },
});
