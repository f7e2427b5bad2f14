"use client";
import { HomeSkeleton } from "#features/home/home-skeleton.tsx";

export default function Loading() {
  return <HomeSkeleton />;
}
