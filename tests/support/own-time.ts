const TICK_MS = 20;

/**
 * A watch that runs only while this process does: a tick that comes late counts once. For what must end in bounded time
 * on a machine that may have much else to do. `stop` gives the milliseconds since it was started.
 */
export const startWatch = (): { readonly stop: () => number } => {
  let ticks = 0;
  const timer = setInterval(() => ticks++, TICK_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return ticks * TICK_MS;
    },
  };
};
