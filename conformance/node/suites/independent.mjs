// A model provider that others wrote, so that a mistake our provider and our simulator share shows.
import { LLMock } from "@copilotkit/aimock";

let server;

/** Starts it with its answers: {match, response} each; returns its address. */
export async function start({ answers }) {
  server = new LLMock({ port: 0, host: "127.0.0.1", logLevel: "silent", chunkSize: 5 });
  answers.forEach((answer) => server.addFixture(answer));
  await server.start();
  return { url: server.url };
}

/** What it was asked, and how it answered. */
export function requests() {
  return server.getRequests().map(({ path, body, response }) => ({ path, body, status: response.status }));
}

export async function stop() {
  await server.stop();
}
