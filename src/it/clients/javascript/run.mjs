// The scenario with the AWS SDK for JavaScript.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const require = createRequire(join(process.env.VOXWARD_NODE_MODULES, "."));
const sdk = require("@aws-sdk/client-voice-id");
const sdkVersion = require("@aws-sdk/client-voice-id/package.json").version;

const NAME = "javascript";
const RECENT_MILLIS = 30 * 60 * 1000;
const BETWEEN_QUESTIONS_MILLIS = 300;

class Disagreement extends Error {}

// Puts the values of ${name} in; a text that is one name alone takes the value's own kind.
function fill(value, names) {
  if (typeof value === "string") {
    const whole = /^\$\{(\w+)\}$/.exec(value);
    if (whole) {
      return known(names, whole[1]);
    }
    return value.replace(/\$\{(\w+)\}/g, (_, name) => known(names, name));
  }
  if (Array.isArray(value)) {
    return value.map((part) => fill(part, names));
  }
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, fill(part, names)]));
  }
  return value;
}

function known(names, name) {
  if (!(name in names)) {
    throw new Error(`nothing was saved as ${name}`);
  }
  return names[name];
}

function check(holds, where, expected, actual) {
  if (!holds) {
    throw new Disagreement(`${where}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
  }
}

function matches(expected, actual) {
  let pattern = expected.slice(2, -1);
  const flags = pattern.startsWith("(?s)") ? "su" : "u";
  pattern = pattern.replace(/^\(\?s\)/, "");
  return typeof actual === "string" && new RegExp(`^(?:${pattern})$`, flags).test(actual);
}

// Holds an answer against what is expected; members that nothing is said about may be there.
function agree(actual, expected, where = "answer") {
  if (expected === "$any") {
    check(actual !== undefined && actual !== null && actual !== "", where, "there", actual);
  } else if (expected === "$absent") {
    check(actual === undefined || actual === null, where, "absent", actual);
  } else if (expected === "$recent") {
    check(
      actual instanceof Date && Math.abs(Date.now() - actual.getTime()) < RECENT_MILLIS,
      where, "a time of this half hour", actual);
  } else if (typeof expected === "string" && expected.startsWith("$/")) {
    check(matches(expected, actual), where, expected, actual);
  } else if (Array.isArray(expected)) {
    check(Array.isArray(actual) && actual.length === expected.length, where, `${expected.length} items`, actual);
    expected.forEach((part, index) => agree(actual[index], part, `${where}.${index}`));
  } else if (expected !== null && typeof expected === "object") {
    agreeObject(actual, expected, where);
  } else {
    check(actual === expected, where, expected, actual);
  }
}

function agreeObject(actual, expected, where) {
  if ("$contains" in expected) {
    check((actual ?? []).some((one) => agrees(one, expected.$contains)), where, expected, actual);
  } else if ("$set" in expected) {
    const wanted = expected.$set;
    check(
      (actual ?? []).length === wanted.length && wanted.every((part) => actual.some((one) => agrees(one, part))),
      where, expected, actual);
  } else if ("$size" in expected) {
    check((actual ?? []).length === expected.$size, where, expected, actual);
  } else if ("$atLeast" in expected) {
    check(actual >= expected.$atLeast, where, expected, actual);
  } else if ("$atMost" in expected) {
    check(actual <= expected.$atMost, where, expected, actual);
  } else {
    check(actual !== null && typeof actual === "object", where, "an object", actual);
    for (const [key, part] of Object.entries(expected)) {
      agree(actual[key], part, `${where}.${key}`);
    }
  }
}

function agrees(actual, expected) {
  try {
    agree(actual, expected);
    return true;
  } catch {
    return false;
  }
}

function at(answer, path) {
  return path.split(".").reduce((value, part) => value[part], answer);
}

// The steps of a part, each `each` as one step for each operation.
function* expanded(scenario, part) {
  for (const step of scenario.parts[part]) {
    if (!step.each) {
      yield step;
      continue;
    }
    for (const operation of step.each) {
      yield { ...step, name: `${step.name}: ${operation}`, do: operation, input: scenario.inputs[operation] };
    }
  }
}

const scenario = JSON.parse(readFileSync(process.argv[2], "utf8"));
const part = process.argv[3];
const stage = JSON.parse(readFileSync(process.env.VOXWARD_STAGE, "utf8"));
const names = { ...stage.names, client: NAME };
const clients = new Map();
const results = [];

function client(who, patient) {
  const key = `${who} ${patient}`;
  if (!clients.has(key)) {
    clients.set(key, new sdk.VoiceIDClient({
      endpoint: stage.endpoint,
      region: stage.region,
      credentials: stage.credentials[who],
      maxAttempts: patient ? 12 : 1,
    }));
  }
  return clients.get(key);
}

async function call(operation, input, who, patient) {
  const { $metadata, ...answer } = await client(who, patient).send(new sdk[`${operation}Command`](input));
  check($metadata.httpStatusCode === 200 && Boolean($metadata.requestId), "metadata", "200 with a request id", $metadata);
  return answer;
}

async function refusal(operation, input, who, patient) {
  let answer;
  try {
    answer = await call(operation, input, who, patient);
  } catch (error) {
    if (error instanceof sdk.VoiceIDServiceException) {
      return error;
    }
    throw error;
  }
  throw new Disagreement(`expected a refusal, got ${JSON.stringify(answer)}`);
}

function refused(expected, error) {
  check(error.name === expected.name, "error", expected.name, `${error.name}: ${error.message}`);
  check(expected.generic === true || error instanceof sdk[expected.name], "class of the error", expected.name, error.constructor.name);
  check(error.$metadata.httpStatusCode === expected.status, "status", expected.status, error.$metadata.httpStatusCode);
  check(Boolean(error.$metadata.requestId), "request id", "there", error.$metadata.requestId);
  agree(error.Message ?? error.message, expected.message ?? "$any", "message");
  for (const member of ["ConflictType", "ResourceType"]) {
    if (member in expected) {
      check(error[member] === expected[member], member, expected[member], error[member]);
    }
  }
}

async function answered(step, input, who) {
  const last = Date.now() + (step.within ?? 0) * 1000;
  for (;;) {
    const answer = await call(step.do, input, who, step.patient === true);
    if (!step.until || agrees(answer, step.until) || Date.now() > last) {
      return answer;
    }
    await pause(BETWEEN_QUESTIONS_MILLIS);
  }
}

async function counted(step, input, who) {
  const paginate = sdk[`paginate${step.paginate}`];
  let found = 0;
  for await (const page of paginate({ client: client(who, false), pageSize: step.pageSize }, input)) {
    found += page[step.key].length;
  }
  return found;
}

async function burst(step, input, who) {
  const calls = Array.from({ length: step.calls }, () => call(step.burst, input, who, false));
  const ends = await Promise.allSettled(calls);
  const first = ends.find((end) => end.status === "rejected");
  check(first !== undefined, "error", step.error.name, "every call answered");
  return first.reason;
}

function settle(step, answer) {
  agree(answer, fill(step.expect ?? {}, names));
  for (const [name, path] of Object.entries(step.save ?? {})) {
    names[name] = at(answer, path);
  }
}

async function perform(step) {
  const who = step.as ?? "admin";
  const input = fill(step.input ?? {}, { ...names, ...fill(step.with ?? {}, names) });
  if (step.file) {
    settle(step, JSON.parse(readFileSync(join(stage.s3Root, fill(step.file, names).slice("s3://".length)), "utf8")));
  } else if (step.paginate) {
    agree(await counted(step, input, who), step.count, "count");
  } else if (step.burst) {
    refused(step.error, await burst(step, input, who));
  } else if (step.error) {
    refused(step.error, await refusal(step.do, input, who, step.patient === true));
  } else {
    settle(step, await answered(step, input, who));
  }
}

function tell(outcome, step, detail = "") {
  const operation = step.do ?? step.paginate ?? step.burst ?? null;
  console.log(`${outcome} ${operation ?? "file"}: ${step.name}${detail ? ` -- ${detail}` : ""}`);
  results.push({ outcome, operation, step: step.name, detail });
}

for (const step of expanded(scenario, part)) {
  if ((step.not ?? []).includes(NAME)) {
    continue;
  }
  try {
    await perform(step);
    tell("ok", step);
  } catch (wrong) {
    tell("FAILED", step, `${wrong.name}: ${wrong.message}`);
  }
}
const failed = results.filter((result) => result.outcome === "FAILED").length;
const report = { client: NAME, version: `@aws-sdk/client-voice-id ${sdkVersion}`, part, results };
writeFileSync(join(stage.results, `${NAME}-${part}.json`), JSON.stringify(report, null, 1));
console.log(`${NAME} ${part}: ${results.length - failed} of ${results.length} hold`);
process.exit(failed ? 1 : 0);
