/** What the walks of one browser share. */
export interface OneBrowser {
  /** Side by side with others of its kind. */
  readonly beside: <T>(walk: () => Promise<T>) => Promise<T>;
  /** With nobody else on the way, from its beginning to its end. */
  readonly alone: <T>(walk: () => Promise<T>) => Promise<T>;
  /** Within `beside`: nobody sets out any more until it ends. False where others are on the way already. */
  readonly holdOff: () => boolean;
}

/**
 * A hub may keep the sign-in or consent that is under way in a cookie of the browser: of two that are under way in one
 * browser it then forgets the first, and tells it to start again. People do one at a time; so does this.
 */
export const createOneBrowser = (): OneBrowser => {
  let open: Promise<unknown> = Promise.resolve();
  const onTheWay = new Set<Promise<unknown>>();
  /** nobody sets out until what is given settles */
  const shutUntil = (end: Promise<unknown>): void => {
    open = Promise.allSettled([open, end]);
  };
  return {
    beside: async (walk) => {
      for (let known: unknown; known !== open; ) {
        known = open;
        await open;
      }
      const walking = walk();
      onTheWay.add(walking);
      try {
        return await walking;
      } finally {
        onTheWay.delete(walking);
      }
    },
    alone: async (walk) => {
      const before = open;
      const { promise, resolve } = Promise.withResolvers<void>();
      shutUntil(promise);
      try {
        await before;
        await Promise.allSettled(onTheWay);
        return await walk();
      } finally {
        resolve();
      }
    },
    holdOff: () => {
      const [only, ...others] = onTheWay;
      if (only === undefined || others.length > 0) return false;
      shutUntil(only);
      return true;
    },
  };
};
