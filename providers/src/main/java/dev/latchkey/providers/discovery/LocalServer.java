package dev.latchkey.providers.discovery;

import java.util.List;

/**
 * A model server that runs on this machine.
 *
 * @param name for people, e.g. {@code Ollama}
 * @param baseUrl to connect to it
 * @param models those that can chat
 */
public record LocalServer(String name, String baseUrl, List<DiscoveredModel> models) {
  public LocalServer {
    models = List.copyOf(models);
  }
}
