"use client";
import { Command as Cmdk } from "cmdk";
import { ArrowRight, Check, Monitor, Moon, Search, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { Content, Overlay, Portal, Root, Title } from "radix-ui/dialog";
import { type ReactNode, useRef } from "react";
import { useTranslations } from "use-intl";
import { useAsyncSearch } from "#components/hooks/use-async-search.ts";
import { useGo } from "#components/hooks/use-go.ts";
import { Kbd } from "#components/ui/kbd.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { useDialogFocus } from "#components/ui/use-dialog-focus.ts";
import { type Command, type CommandSource, useCommands, useCommandSources } from "#features/shell/commands.ts";
import { moreScreens } from "#features/shell/more-screens.ts";
import { navFor } from "#features/shell/navigation.ts";
import { found, rankOf } from "#features/shell/rank.ts";
import { useFirstSelected } from "#features/shell/use-first-selected.ts";
import { useMe } from "#features/trpc/use-me.ts";

type CommandPaletteProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Kept outside, because typing starts before the menu has loaded. */
  query: string;
  onQueryChange: (query: string) => void;
};

const groupClass =
  "px-1.5 pb-1.5 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-3";

export function CommandPalette({ open, onOpenChange, query, onQueryChange }: CommandPaletteProps) {
  const t = useTranslations("shell");
  const focus = useDialogFocus();
  const chosen = useRef<Command["run"] | null>(null);
  // A command may focus a field or open a dialog: while the menu is open, that focus would be taken back.
  const onCloseAutoFocus = (event: Event) => {
    focus.onCloseAutoFocus(event);
    chosen.current?.();
    chosen.current = null;
  };
  const choose = ({ run }: Command) => {
    chosen.current = run;
    onOpenChange(false);
  };
  return (
    <Root open={open} onOpenChange={onOpenChange}>
      <Portal>
        <Overlay className="fixed inset-0 z-50 animate-fade bg-overlay" />
        <Content
          {...focus}
          onCloseAutoFocus={onCloseAutoFocus}
          aria-describedby={undefined}
          className="fixed inset-x-2 top-2 z-50 flex max-h-[80dvh] animate-pop flex-col overflow-hidden rounded-xl bg-raised shadow-pop outline-none sm:inset-x-auto sm:top-[14vh] sm:left-1/2 sm:max-h-[60vh] sm:w-full sm:max-w-160 sm:-translate-x-1/2"
        >
          <Title className="sr-only">{t("command.title")}</Title>
          <PaletteBody close={() => onOpenChange(false)} choose={choose} query={query} onQueryChange={onQueryChange} />
        </Content>
      </Portal>
    </Root>
  );
}

type PaletteBodyProps = Omit<CommandPaletteProps, "open" | "onOpenChange"> & {
  close: () => void;
  /** Closes the menu, then runs the command. */
  choose: (command: Command) => void;
};

function PaletteBody({ close, choose, query, onQueryChange }: PaletteBodyProps) {
  const t = useTranslations("shell.command");
  const leave = useGo();
  const commands = useCommands();
  const sources = useCommandSources();
  const go = (href: string) => {
    close();
    leave(href);
  };
  const list = useRef<HTMLDivElement>(null);
  const selection = useFirstSelected(list);
  const abouts = [...new Set(commands.map(({ about }) => about))].toSorted((a, b) => Number(!a) - Number(!b));
  return (
    <Cmdk label={t("title")} loop filter={rankOf} {...selection} className="flex min-h-0 flex-1 flex-col">
      <div className="flex items-center gap-2.5 border-b px-4">
        <Search className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
        <Cmdk.Input
          value={query}
          onValueChange={onQueryChange}
          placeholder={t("placeholder")}
          className="h-12 w-full bg-transparent text-base outline-none"
        />
      </div>
      <Cmdk.List ref={list} className="scroll-thin min-h-0 flex-1 scroll-py-2 overflow-y-auto">
        <Cmdk.Empty className="px-4 py-8 text-center text-sm text-ink-3">{t("empty", { query })}</Cmdk.Empty>
        {sources.map((source) => (
          <SourceGroup key={source.id} source={source} query={query} go={go} />
        ))}
        {abouts.map((about) => (
          <Cmdk.Group key={about ?? ""} heading={about ?? t("actions")} className={groupClass}>
            {commands
              .filter((command) => command.about === about)
              .map((command) => (
                <PaletteItem
                  key={command.id}
                  value={command.label}
                  words={command.words}
                  icon={command.icon ? <command.icon /> : <ArrowRight />}
                  keys={command.keys}
                  onSelect={() => choose(command)}
                />
              ))}
          </Cmdk.Group>
        ))}
        <Screens commands={commands} more={query.trim() !== ""} go={go} />
        <Settings close={close} />
      </Cmdk.List>
      <footer className="flex gap-4 border-t px-4 py-2 text-xs text-ink-3 coarse:hidden" aria-hidden="true">
        <Hint keys="up down" text={t("hintMove")} />
        <Hint keys="enter" text={t("hintOpen")} />
        <Hint keys="escape" text={t("hintClose")} />
      </footer>
    </Cmdk>
  );
}

type ScreensProps = { commands: readonly Command[]; more: boolean; go: (href: string) => void };

/** All screens, except those that the page's own commands link to. */
function Screens({ commands, more, go }: ScreensProps) {
  const t = useTranslations("shell");
  const { can } = useMe();
  const others = moreScreens.filter(
    ({ id, needs }) =>
      (needs === undefined || can(needs)) && !commands.some(({ label }) => label === t(`command.screen.${id}`)),
  );
  return (
    <Cmdk.Group heading={t("command.screens")} className={groupClass}>
      {navFor(can)
        .flatMap(({ items }) => items)
        .map((item) => (
          <PaletteItem
            key={item.id}
            value={t(`nav.${item.id}`)}
            icon={<item.icon />}
            keys={`g ${item.key}`}
            onSelect={() => go(item.href)}
          />
        ))}
      {more
        ? others.map(({ id, href, icon: Icon, outside }) => (
            <PaletteItem
              key={id}
              value={t(`command.screen.${id}`)}
              icon={<Icon />}
              onSelect={() => (outside ? window.location.assign(href) : go(href))}
            />
          ))
        : null}
    </Cmdk.Group>
  );
}

const themes = { light: Sun, dark: Moon, system: Monitor };

function Settings({ close }: { close: () => void }) {
  const t = useTranslations("shell");
  const { theme = "system", setTheme } = useTheme();
  return (
    <Cmdk.Group heading={t("command.settings")} className={groupClass}>
      {(["light", "dark", "system"] as const).map((one) => {
        const Icon = themes[one];
        return (
          <PaletteItem
            key={one}
            value={t(`command.theme.${one}`)}
            words={[t("theme.label")]}
            icon={<Icon />}
            aside={theme === one ? <Check aria-label={t("command.current")} className="size-4" /> : null}
            onSelect={() => {
              close();
              setTheme(one);
            }}
          />
        );
      })}
    </Cmdk.Group>
  );
}

function Hint({ keys, text }: { keys: string; text: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <Kbd keys={keys} />
      {text}
    </span>
  );
}

function SourceGroup({ source, query, go }: { source: CommandSource; query: string; go: (href: string) => void }) {
  const { items, state } = useAsyncSearch(source.search, query, { enabled: query.trim().length > 0 });
  if (query.trim() === "") return null;
  if (items.length === 0)
    return state === "searching" ? (
      <Cmdk.Loading>
        <Spinner className="mx-4 my-3 size-3.5 text-ink-3" />
      </Cmdk.Loading>
    ) : null;
  return (
    <Cmdk.Group heading={source.heading} className={groupClass}>
      {items.map((item) => (
        <Cmdk.Item
          key={item.id}
          value={`${found} ${source.id} ${item.id}`}
          onSelect={() => go(item.href)}
          className={itemClass}
        >
          {item.content}
        </Cmdk.Item>
      ))}
    </Cmdk.Group>
  );
}

const itemClass =
  "flex h-9 cursor-default items-center gap-3 rounded-md px-2.5 text-sm select-none data-[selected=true]:bg-press coarse:h-11 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-ink-3";

type PaletteItemProps = {
  value: string;
  words?: string[] | undefined;
  icon: ReactNode;
  keys?: string | undefined;
  aside?: ReactNode;
  onSelect: () => void;
};

function PaletteItem({ value, words, icon, keys, aside, onSelect }: PaletteItemProps) {
  return (
    <Cmdk.Item value={value} {...(words ? { keywords: words } : {})} onSelect={onSelect} className={itemClass}>
      {icon}
      <span className="flex-1 truncate">{value}</span>
      {aside}
      {keys ? <Kbd keys={keys} className="coarse:hidden" /> : null}
    </Cmdk.Item>
  );
}
