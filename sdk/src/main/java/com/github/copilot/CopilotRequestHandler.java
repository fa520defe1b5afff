package com.github.copilot;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Takes over the model requests of the runtime. Subclass it, override what you need and give it to
 * {@code CopilotClientOptions.setRequestHandler}; as it is, it passes every request on.
 */
public class CopilotRequestHandler {

  /** Creates a handler that passes every request on. */
  public CopilotRequestHandler() {}

  /** Returns the client that passes requests on; redirects are never followed. */
  protected HttpClient httpClient() {
    return SharedClient.HTTP;
  }

  /**
   * Sends a request and returns the answer with its body as a stream. Ends early when the runtime
   * cancels. Whatever it throws becomes a 502 answer.
   */
  protected HttpResponse<InputStream> sendRequest(
      HttpRequest request, CopilotRequestContext context) throws Exception {
    CompletableFuture<HttpResponse<InputStream>> response =
        httpClient().sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
    Futures.whenDone(context.cancellation(), (none, error) -> response.cancel(true));
    try {
      return response.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Opens the other side of a WebSocket; by default the address of the request. */
  protected CopilotWebSocketHandler openWebSocket(CopilotRequestContext context) throws Exception {
    return new CopilotWebSocketForwarder(context);
  }

  /** Made with the first request. */
  private static final class SharedClient {
    static final HttpClient HTTP =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  }
}
