import { randomBytes } from "node:crypto";
import { Agent } from "undici";
import { type Asked, type Inbound, NotGiven, type Reach } from "../../core/doors.ts";
import { dialler } from "../http/dial.ts";
import { type Handed, RELAY_PATH, type Returned } from "./relay.ts";

/** Questions held open at the relay at once: as many as a spoke's backend asks side by side. */
const AT_ONCE = 6;
const PATIENCE_MS = 40_000;

const OTHER = "see that `tripwire serve` runs there";
const REMEDY: Readonly<Record<number, string>> = {
  401: "give the token it was started with",
  409: "wait until the other run is done: one run at a time uses it",
};

export interface Relayed {
  /** origin of the relay, as the spoke's backend and this run reach it */
  readonly origin: string;
  readonly token: () => string;
  readonly reach: Reach;
}

/** The way in through a relay that stands where the spoke reaches it: this run only ever calls out. */
export const openRelayed = ({
  origin,
  token,
  reach,
}: Relayed): Inbound & { readonly close: () => Promise<void> } => {
  const host = new URL(origin).hostname;
  // our own relay is no host under test: it is declared by standing in the target
  const agent = new Agent({ connect: dialler({ ...reach, declared: [...reach.declared, host] }) });
  const by = randomBytes(9).toString("base64url");
  let open = false;
  const send = (method: "GET" | "POST" | "DELETE", path: string, body?: string) =>
    agent.request({
      origin,
      path: `${RELAY_PATH}${path}`,
      method,
      headers: {
        authorization: `Bearer ${token()}`,
        "x-gates-run": by,
        "user-agent": reach.agent,
        "content-type": "application/json",
      },
      headersTimeout: PATIENCE_MS,
      bodyTimeout: PATIENCE_MS,
      ...(body !== undefined && { body }),
    });

  const attend = async (answer: Parameters<Inbound["serve"]>[0]): Promise<void> => {
    while (open) {
      const response = await send("GET", "next");
      if (response.statusCode === 204) {
        await response.body.dump();
        continue;
      }
      if (response.statusCode !== 200) throw new Error(`the relay answered ${response.statusCode}`);
      const { id, asked } = (await response.body.json()) as Handed;
      const request: Asked = { ...asked, url: new URL(asked.url) };
      // what is never answered leaves the other side waiting, as it does without a relay; others are attended meanwhile
      void answer(request)
        .then((told) => {
          const body = Buffer.from(told.body).toString("base64");
          const back: Returned = { ...told, body };
          return send("POST", `answers/${id}`, JSON.stringify(back)).then(({ body: rest }) => rest.dump());
        })
        .catch(() => {});
    }
  };

  return {
    origin,
    serve: async (answer) => {
      const { statusCode, body } = await send("POST", "attachment").catch((error: Error) => {
        throw new NotGiven(
          `the tripwire's relay ${origin} cannot be reached (${error.message})`,
          "see that `tripwire serve` runs there",
        );
      });
      await body.dump();
      if (statusCode !== 204) {
        throw new NotGiven(
          `the tripwire's relay ${origin} answered ${statusCode}`,
          REMEDY[statusCode] ?? OTHER,
        );
      }
      open = true;
      for (let n = 0; n < AT_ONCE; n++) attend(answer).catch(() => {});
    },
    close: async () => {
      if (open) {
        open = false;
        await send("DELETE", "attachment")
          .then(({ body }) => body.dump())
          .catch(() => {});
      }
      await agent.destroy();
    },
  };
};
