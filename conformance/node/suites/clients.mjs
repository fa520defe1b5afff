// Clients by name, so that many parts share one server.
import { CopilotClient, RuntimeConnection } from "@github/copilot-sdk";
import * as requests from "./requests.mjs";

const clients = new Map();

function connectionOf({ transport, command, url, token }) {
  switch (transport) {
    case "stdio":
      return RuntimeConnection.forStdio({ path: command });
    case "tcp":
      return RuntimeConnection.forTcp({ path: command, connectionToken: token });
    case "uri":
      return RuntimeConnection.forUri(url, { connectionToken: token });
    default:
      throw new Error(`no such transport: ${transport}`);
  }
}

export function client(name) {
  const found = clients.get(name);
  if (!found) {
    throw new Error(`no client named ${name} is open`);
  }
  return found;
}

export async function open({ name, home, work, environment = {}, performs, ...where }) {
  const own = {
    baseDirectory: home,
    workingDirectory: work,
    env: { ...process.env, ...environment },
  };
  const spawned = where.transport === "uri" ? {} : own;
  const handler = performs ? { requestHandler: requests.make(name, performs) } : {};
  const opened = new CopilotClient({ connection: connectionOf(where), ...spawned, ...handler });
  await opened.start();
  clients.set(name, opened);
}

export async function close({ name }) {
  const closing = client(name);
  clients.delete(name);
  const errors = await closing.stop();
  return errors.map((error) => error.message);
}

/** Ends the connection without a word, as a crashed client would. */
export async function vanish({ name }) {
  const closing = client(name);
  clients.delete(name);
  await closing.forceStop();
}

export async function closeAll() {
  await Promise.all([...clients.keys()].map((name) => close({ name })));
}
