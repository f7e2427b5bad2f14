import { CircleCheck, Info, OctagonAlert, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "#components/cx.ts";

export type AlertTone = "info" | "success" | "warning" | "danger";

const tones: Record<AlertTone, { box: string; icon: ReactNode }> = {
  info: { box: "bg-blue-soft [&>svg]:text-blue-ink", icon: <Info /> },
  success: { box: "bg-green-soft [&>svg]:text-green-ink", icon: <CircleCheck /> },
  warning: { box: "bg-amber-soft [&>svg]:text-amber-ink", icon: <TriangleAlert /> },
  danger: { box: "bg-red-soft [&>svg]:text-red-ink", icon: <OctagonAlert /> },
};

type AlertProps = {
  tone?: AlertTone;
  title?: ReactNode;
  actions?: ReactNode;
  /** Announced at once when it appears; for results of user actions. */
  live?: boolean;
  className?: string;
  children?: ReactNode;
};

export function Alert({ tone = "info", title, actions, live, className, children }: AlertProps) {
  return (
    <div
      {...(live ? { role: "alert" } : {})}
      className={cx(
        "flex items-start gap-2.5 rounded-lg px-3.5 py-2.5 text-sm [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0",
        tones[tone].box,
        className,
      )}
    >
      {tones[tone].icon}
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        {title ? <p className="font-medium">{title}</p> : null}
        {children ? <div className={cx(title && "text-ink-2")}>{children}</div> : null}
      </div>
      {actions ? <div className="flex shrink-0 gap-2">{actions}</div> : null}
    </div>
  );
}
