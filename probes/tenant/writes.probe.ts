import { defineProbe } from "../../core/probe.ts";
import { mayWrite, workshopIn } from "./workshop.ts";
import { allWrites, invalidCustomers, tokenLives } from "./write-attempts.ts";

export default defineProbe({
  title: "Who writes what in a tenant",
  kinds: ["tenant-api"],
  produces: ["tenant.writes"],
  // it changes what they count
  after: [
    "tenant.inventory",
    "tenant.reads",
    "tenant.guesses",
    "tenant.composer",
    "tenant.documented",
    "tenant.hosts",
  ],
  access: ["tenant tokens", "writes"],
  gather: async ({ subject, doors, saw }) => {
    mayWrite(subject);
    const shop = workshopIn(doors, subject, "first");
    const done = await shop.open();
    try {
      const attempts = await allWrites(shop, subject);
      const invalid = await invalidCustomers(shop);
      const lives = await tokenLives(shop);
      saw("tenant.writes", { attempts, invalid, lives, left: [...shop.left] });
    } finally {
      await shop.clear();
      if (shop.left.length === 0) done();
    }
  },
});
