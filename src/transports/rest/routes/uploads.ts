import { createUpload, finalizeUpload, getUpload, getUploadFile } from "#core/uploads/index.ts";
import { route } from "../route.ts";

const tag = "Uploads";

export const uploadRoutes = [
  route({
    method: "POST",
    path: "/uploads",
    operation: createUpload,
    tag,
    status: 201,
    location: ({ id }) => `/uploads/${id}`,
  }),
  route({
    method: "GET",
    path: "/uploads/{id}",
    operation: getUpload,
    tag,
    pending: ({ status }) => status === "checking",
  }),
  route({
    method: "POST",
    path: "/uploads/{id}/finalize",
    operation: finalizeUpload,
    tag,
    status: 202,
    location: ({ id }) => `/uploads/${id}`,
  }),
  route({
    method: "GET",
    path: "/uploads/{id}/file",
    operation: getUploadFile,
    tag,
    file: (file) => file,
  }),
];
