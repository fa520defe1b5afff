// Questions to the server that belong to no session.
import { CopilotClient } from "@github/copilot-sdk";
import { client } from "./clients.mjs";

export const ping = ({ client: name, message }) => client(name).ping(message);
export const status = ({ client: name }) => client(name).getStatus();
export const authStatus = ({ client: name }) => client(name).getAuthStatus();
export const models = ({ client: name }) => client(name).listModels();
export const list = ({ client: name, filter }) => client(name).listSessions(filter);
export const lastId = ({ client: name }) => client(name).getLastSessionId();
export const metadata = ({ client: name, id }) => client(name).getSessionMetadata(id);
export const remove = ({ client: name, id }) => client(name).deleteSession(id);

/** Calls a method by its name, such as one that no server knows. */
export async function call({ client: name, method, params }) {
  try {
    return { result: await client(name).connection.sendRequest(method, params) };
  } catch (error) {
    return { code: error.code, message: error.message };
  }
}

/** How often a client asks its own list of models when it is asked three times. */
export async function ownModels({ models }) {
  let asked = 0;
  const own = new CopilotClient({
    onListModels: () => {
      asked++;
      return models;
    },
  });
  const answers = [await own.listModels(), await own.listModels(), await own.listModels()];
  return { asked, answers };
}
