const SAID: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "a file grew larger than is allowed here",
  EROFS: "the disk is read-only",
  EACCES: "it may not be written",
  EPERM: "it may not be written",
  ENOTDIR: "a part of the path is a file, not a folder",
  EISDIR: "it is a folder, not a file",
  ENAMETOOLONG: "the path is too long",
  EMFILE: "too many files are open",
};

/** What is wrong with the disk, for a person; undefined when the error is not the disk's. */
export const diskTrouble = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  // Sockets and programs have codes of their own: only what a file operation said is the disk's.
  if (
    code === undefined ||
    !/^(open|write|mkdir|rename|rmdir|unlink|symlink|copyfile|mkdtemp)$/.test(syscall ?? "")
  ) {
    return undefined;
  }
  const said = SAID[code];
  if (said === undefined) return undefined;
  const what = path === undefined ? "A file of the run could not be written" : `${path} could not be written`;
  return `${what}: ${said} (${code}). Nothing was decided. Make room, or choose another folder with --out.`;
};
