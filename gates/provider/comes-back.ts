import type { ClientSubject } from "../../core/subject.ts";

export type Spoke = Pick<ClientSubject["spoke"], "callback"> & { readonly provider: { readonly id: string } };

/** Whether a login through the tripwire comes back elsewhere than Cargo's do. Some backends name the provider in the path. */
export const comesBackElsewhere = (back: string, { callback, provider }: Spoke): boolean => {
  const [before, after] = callback.split(`/${provider.id}/`);
  if (before === undefined || after === undefined) return back !== callback;
  const named = back.slice(before.length + 1, -after.length - 1);
  return back !== `${before}/${named}/${after}` || named === "" || /[/?#]/.test(named);
};
