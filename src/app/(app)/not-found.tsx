import { UnknownAddress } from "#features/shell/not-found-screen.tsx";

/** "Not found" inside the shell, with its navigation. */
export default function NotFound() {
  return <UnknownAddress />;
}
