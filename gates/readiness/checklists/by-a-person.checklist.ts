import { defineChecklist } from "../../../core/checklists.ts";

export default defineChecklist({
  title: "What only a person can attest",
  source: "S3:ONBOARDING",
  kinds: ["client"],
  items: [
    {
      text: "The client secret came out of band",
      checks: [],
      question: {
        id: "checklist/secret-out-of-band",
        asks: "Did the client secret reach the spoke's team out of band, by no mail, chat or repository that others read?",
      },
    },
    {
      text: "The OIDC Independence Trigger is documented",
      checks: [],
      question: {
        id: "checklist/oidc-independence-documented",
        asks: "Is it written down what triggers the move to another OpenID Provider, with nothing depending on Supabase-specific assumptions?",
      },
    },
  ],
});
