/** Does every piece of work, so many at a time, and keeps the order of what comes of it. */
export const inPool = async <T, R>(
  things: readonly T[],
  size: number,
  work: (thing: T) => Promise<R>,
): Promise<R[]> => {
  const done: R[] = new Array(things.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < things.length; index = next++) {
      const thing = things[index] as T;
      done[index] = await work(thing);
    }
  };
  await Promise.all(Array.from({ length: Math.min(size, things.length) }, worker));
  return done;
};
