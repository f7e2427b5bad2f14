import { cancelImport, getImport, listImports, listPresets, listReports, startImport } from "#core/imports/index.ts";
import { route } from "../route.ts";

const tag = "Imports";

export const importRoutes = [
  route({ method: "GET", path: "/imports", operation: listImports, tag }),
  route({
    method: "POST",
    path: "/imports",
    operation: startImport,
    tag,
    status: 202,
    location: ({ id }) => `/imports/${id}`,
  }),
  route({ method: "GET", path: "/import-presets", operation: listPresets, tag }),
  route({
    method: "GET",
    path: "/imports/{id}",
    operation: getImport,
    tag,
    pending: ({ status }) => status === "queued" || status === "running",
  }),
  route({ method: "GET", path: "/imports/{id}/reports", operation: listReports, tag }),
  route({ method: "POST", path: "/imports/{id}/cancel", operation: cancelImport, tag }),
];
