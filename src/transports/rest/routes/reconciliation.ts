import {
  createPartner,
  deletePartner,
  getPartner,
  getReconciliation,
  ignoreDifference,
  listDifferences,
  listPartners,
  listReconciliations,
  reopenDifference,
  repairAll,
  repairDifference,
  startReconciliation,
  updatePartner,
} from "#core/reconciliation/index.ts";
import { route, version } from "../route.ts";

const tag = "Reconciliation";
/** Large enough for a list of fifty thousand rows. */
const LIST_BYTES = 32 * 1_048_576;

const within = {
  tag,
  owner: { name: "reconciliation", of: (output: { reconciliationId: string }) => output.reconciliationId },
};

export const reconciliationRoutes = [
  route({ method: "GET", path: "/partners", operation: listPartners, tag }),
  route({
    method: "POST",
    path: "/partners",
    operation: createPartner,
    tag,
    status: 201,
    location: ({ id }) => `/partners/${id}`,
    version,
  }),
  route({ method: "GET", path: "/partners/{id}", operation: getPartner, tag, version }),
  route({
    method: "PATCH",
    path: "/partners/{id}",
    operation: updatePartner,
    tag,
    version,
  }),
  route({ method: "DELETE", path: "/partners/{id}", operation: deletePartner, tag }),
  route({ method: "GET", path: "/reconciliations", operation: listReconciliations, tag }),
  route({
    method: "POST",
    path: "/reconciliations",
    operation: startReconciliation,
    tag,
    status: 202,
    location: ({ id }) => `/reconciliations/${id}`,
    bodyLimit: LIST_BYTES,
  }),
  route({ method: "GET", path: "/reconciliations/{id}", operation: getReconciliation, tag }),
  route({ method: "GET", path: "/reconciliations/{id}/differences", operation: listDifferences, tag }),
  route({
    method: "POST",
    path: "/reconciliations/{id}/repair",
    operation: repairAll,
    tag,
    status: 202,
  }),
  route({
    ...within,
    method: "POST",
    path: "/reconciliations/{reconciliation}/differences/{id}/repair",
    operation: repairDifference,
  }),
  route({
    ...within,
    method: "POST",
    path: "/reconciliations/{reconciliation}/differences/{id}/ignore",
    operation: ignoreDifference,
  }),
  route({
    ...within,
    method: "POST",
    path: "/reconciliations/{reconciliation}/differences/{id}/reopen",
    operation: reopenDifference,
  }),
];
