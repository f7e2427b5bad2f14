import { z } from "zod";
import { eventType } from "../kernel/event.ts";
import { ProductStatus } from "./schemas.ts";

const ProductFacts = z.object({
  title: z.string(),
  status: ProductStatus,
  skus: z.array(z.string()),
  version: z.int(),
});

export const productCreated = eventType({
  type: "product.created",
  description: "A product was created.",
  subjectType: "product",
  data: ProductFacts,
});

export const productUpdated = eventType({
  type: "product.updated",
  description: "A product or one of its variants was updated.",
  subjectType: "product",
  data: ProductFacts,
});
