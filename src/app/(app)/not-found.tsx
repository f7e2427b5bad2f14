import { UnknownAddress } from "#features/shell/not-found-screen.tsx";

/** Something that does not exist, inside the shell: the way on is at hand. */
export default function NotFound() {
  return <UnknownAddress />;
}
