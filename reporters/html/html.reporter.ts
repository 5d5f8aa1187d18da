import { defineReporter } from "../../core/report.ts";
import { page } from "./page.ts";

/** One file for people: opens offline, asks nothing of a network, prints. */
export default defineReporter({ file: "report.html", tell: page });
