import {
  closeStation,
  finishParcel,
  getStation,
  listStations,
  openStation,
  scanArticle,
  skipOrder,
  undoScan,
} from "#core/packing/index.ts";
import { route } from "../route.ts";

const tag = "Packing";
const session = "/packing-sessions/{sessionId}";

/** Commands of a session answer 200 also when they are refused: the answer says why, and is kept. */
export const packingRoutes = [
  route({ method: "GET", path: "/packing-sessions", operation: listStations, tag }),
  route({
    method: "POST",
    path: "/packing-sessions",
    operation: openStation,
    tag,
    status: 201,
    location: ({ id }) => `/packing-sessions/${id}`,
  }),
  route({ method: "GET", path: session, operation: getStation, tag }),
  route({ method: "POST", path: `${session}/scans`, operation: scanArticle, tag }),
  route({ method: "POST", path: `${session}/undo`, operation: undoScan, tag }),
  route({ method: "POST", path: `${session}/finish`, operation: finishParcel, tag }),
  route({ method: "POST", path: `${session}/skip`, operation: skipOrder, tag }),
  route({ method: "POST", path: `${session}/close`, operation: closeStation, tag }),
];
