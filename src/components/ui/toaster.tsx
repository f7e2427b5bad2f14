"use client";
import { CircleCheck, Info, OctagonAlert, TriangleAlert } from "lucide-react";
import { useTheme } from "next-themes";
import { useEffect } from "react";
import { Toaster as Sonner } from "sonner";
import { prepareToSay } from "#components/ui/notify.ts";
import { Spinner } from "#components/ui/spinner.tsx";

const button = "ml-2 shrink-0 rounded-sm px-2 py-1 text-sm font-medium hover:bg-press";

/** Bottom right; on a phone above the navigation. Use through `notify`. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  useEffect(prepareToSay, []);
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      gap={8}
      visibleToasts={4}
      mobileOffset={{ bottom: 72, left: 12, right: 12 }}
      icons={{
        success: <CircleCheck className="size-4 text-green" />,
        error: <OctagonAlert className="size-4 text-red" />,
        warning: <TriangleAlert className="size-4 text-amber" />,
        info: <Info className="size-4 text-blue" />,
        loading: <Spinner className="text-ink-3" />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-2.5 rounded-lg bg-raised px-3.5 py-3 text-sm text-ink shadow-pop font-sans sm:w-90",
          icon: "mt-0.5 shrink-0",
          content: "min-w-0 flex-1",
          title: "font-medium",
          description: "mt-0.5 text-ink-2 break-words",
          actionButton: `${button} text-accent-ink`,
          cancelButton: `${button} text-ink-2`,
        },
      }}
    />
  );
}
