package dev.latchkey.providers;

import java.util.List;

/**
 * Where calls of a model really go.
 *
 * @param type {@code openai}, {@code azure} or {@code anthropic}, as it is after corrections
 * @param wireApi {@code completions}, {@code responses} or {@code messages}
 * @param baseUrl the address to give to other clients of this type, without user info
 * @param url where a call is sent, without secrets
 * @param corrections what was understood otherwise than configured, a sentence each
 */
public record CallTarget(
    String type, String wireApi, String baseUrl, String url, List<String> corrections) {
  public CallTarget {
    corrections = List.copyOf(corrections);
  }
}
