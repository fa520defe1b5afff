package com.github.copilot.rpc;

/**
 * Outcome of signing in to an MCP server.
 *
 * @param isCancelled whether nobody signed in
 * @param token the token; null when cancelled
 */
public record McpAuthResult(boolean isCancelled, McpAuthToken token) {

  /** Returns a successful outcome. */
  public static McpAuthResult token(McpAuthToken token) {
    return new McpAuthResult(false, token);
  }

  /** Returns the outcome that nobody signed in. */
  public static McpAuthResult cancelled() {
    return new McpAuthResult(true, null);
  }
}
