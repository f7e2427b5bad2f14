import { cancelExport, getExport, getExportFile, listExports, startExport } from "#core/exports/index.ts";
import { route } from "../route.ts";

const tag = "Exports";

export const exportRoutes = [
  route({ method: "GET", path: "/exports", operation: listExports, tag }),
  route({
    method: "POST",
    path: "/exports",
    operation: startExport,
    tag,
    status: 202,
    location: ({ id }) => `/exports/${id}`,
  }),
  route({
    method: "GET",
    path: "/exports/{id}",
    operation: getExport,
    tag,
    status: ({ status }) => (status === "done" ? 303 : 200),
    statuses: [200, 303],
    location: ({ id }) => `/exports/${id}/file`,
    pending: ({ status }) => status === "queued" || status === "running",
  }),
  route({ method: "POST", path: "/exports/{id}/cancel", operation: cancelExport, tag }),
  route({
    method: "GET",
    path: "/exports/{id}/file",
    operation: getExportFile,
    tag,
    file: (file) => file,
  }),
];
