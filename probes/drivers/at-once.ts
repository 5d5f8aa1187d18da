/** Lets so many work at a time; the others wait, in the order they came. */
export const atOnce = (size: number): (<T>(work: () => Promise<T>) => Promise<T>) => {
  const waiting: (() => void)[] = [];
  let busy = 0;
  return async (work) => {
    if (busy < size) busy++;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else busy--;
    }
  };
};
