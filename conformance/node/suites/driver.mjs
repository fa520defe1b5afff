// Plays parts of suites on request: a line {part, with} in, a line {result} or {error} out.
import { createInterface } from "node:readline";
import { closeAll } from "./clients.mjs";

const suites = new Map();

async function play({ part, with: parameters }) {
  const [file, name] = part.split(".");
  if (!suites.has(file)) {
    suites.set(file, await import(`./${file}.mjs`));
  }
  const found = suites.get(file)[name];
  if (!found) {
    throw new Error(`no such part: ${part}`);
  }
  return (await found(parameters)) ?? null;
}

const overdue = (part) =>
  new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`no result of ${part} within 30 seconds`)), 30_000).unref();
  });

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let answer;
  try {
    answer = { result: await Promise.race([play(request), overdue(request.part)]) };
  } catch (error) {
    answer = { error: String(error?.message ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
await closeAll();
process.exit(0);
