import { defineReporter } from "../../core/report.ts";
import { tellReadiness } from "../readiness.ts";

export default defineReporter({ file: "readiness.json", tell: tellReadiness });
