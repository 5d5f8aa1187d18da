/** One try to be let in with a new key, and what came of it. */
export interface Try {
  readonly letIn: boolean;
}

export interface Cooldown {
  /** how long after it fetched the key set the backend need not fetch it again, in seconds */
  readonly seconds: number;
  /** milliseconds of any clock */
  readonly now: () => number;
  /** how often the backend has asked for the key set so far; absent where nobody can count */
  readonly asked?: () => number;
  readonly pause?: (ms: number) => Promise<void>;
}

/** How often it is looked whether the cooldown is over. */
const LOOK_MS = 1000;
const asleep = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

/**
 * Tries until it is let in, the keys were asked for and it is refused all the same, or the cooldown is over: the last try,
 * begun after its end, decides. `waited` is in seconds, to the beginning of that try.
 */
export const untilCool = async <T extends Try>(
  { seconds, now, asked = () => 0, pause = asleep }: Cooldown,
  once: () => Promise<T>,
): Promise<T & { readonly waited: number }> => {
  const start = now();
  for (;;) {
    const before = asked();
    const waited = (now() - start) / 1000;
    const done = await once();
    if (done.letIn || asked() > before || waited > seconds) return { ...done, waited };
    await pause(LOOK_MS);
  }
};
