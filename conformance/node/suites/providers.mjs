// The clients that providers give out themselves, against our simulator: it must be what they expect.
import Anthropic from "@anthropic-ai/sdk";
import OpenAI, { AzureOpenAI } from "openai";
import { ResponsesWS } from "openai/resources/responses/ws";

const openai = (url) => new OpenAI({ baseURL: `${url}/v1`, apiKey: "k", maxRetries: 0 });
const anthropic = (url) => new Anthropic({ baseURL: url, apiKey: "k", maxRetries: 0 });

const failure = (error) => ({
  failed: error.constructor.name,
  status: error.status ?? null,
  message: error.message,
});

/** What a call gives, or what its client makes of the failure. */
async function outcome(call) {
  try {
    return await call();
  } catch (error) {
    return failure(error);
  }
}

export function completion({ url, body }) {
  return outcome(() => openai(url).chat.completions.create(body));
}

export function completionStream({ url, body }) {
  return outcome(() => openai(url).chat.completions.stream(body).finalChatCompletion());
}

export function deployment({ url, body }) {
  const azure = new AzureOpenAI({
    endpoint: url,
    apiKey: "k",
    apiVersion: "2024-10-21",
    deployment: body.model,
    maxRetries: 0,
  });
  return outcome(() => azure.chat.completions.create(body));
}

export function response({ url, body }) {
  return outcome(() => openai(url).responses.create(body));
}

export function responseStream({ url, body }) {
  return outcome(() => openai(url).responses.stream(body).finalResponse());
}

export function responseSocket({ url, body }) {
  return outcome(
    () =>
      new Promise((done, fail) => {
        const socket = new ResponsesWS(openai(url));
        socket.on("error", fail);
        socket.on("response.completed", ({ response: whole }) => {
          socket.close();
          done(whole);
        });
        socket.socket.on("open", () => socket.send({ type: "response.create", ...body }));
      }),
  );
}

export function message({ url, body }) {
  return outcome(() => anthropic(url).messages.create(body));
}

export function messageStream({ url, body }) {
  return outcome(() => anthropic(url).messages.stream(body).finalMessage());
}

export async function models({ url }) {
  const ids = async (page) => (await page).data.map(({ id }) => id);
  return {
    openai: await ids(openai(url).models.list()),
    anthropic: await ids(anthropic(url).models.list()),
  };
}
