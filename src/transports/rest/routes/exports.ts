import { exportEnded, exportNotReady } from "#core/exports/errors.ts";
import { cancelExport, getExport, getExportFile, listExports, startExport } from "#core/exports/index.ts";
import { forbidden } from "#core/kernel/errors.ts";
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
    failures: [forbidden],
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
    failures: [forbidden],
  }),
  route({ method: "POST", path: "/exports/{id}/cancel", operation: cancelExport, tag, failures: [exportEnded] }),
  route({
    method: "GET",
    path: "/exports/{id}/file",
    operation: getExportFile,
    tag,
    file: (file) => file,
    failures: [exportNotReady],
  }),
];
