import { lstatSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../scripts/paths.ts";

/** The tests' own runs move runs/latest to folders that are gone afterwards: whoever tests gets their own back. */
export default (): (() => void) => {
  const link = join(ROOT, "runs/latest");
  const before = lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()
    ? readlinkSync(link)
    : undefined;
  return () => {
    rmSync(link, { force: true });
    if (before !== undefined) symlinkSync(before, link, "junction");
  };
};
