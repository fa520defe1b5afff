package com.github.copilot.rpc;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** An MCP server behind an HTTP endpoint. */
public final class McpHttpServerConfig extends McpServerConfig {

  @JsonProperty("url")
  private String url;

  @JsonProperty("headers")
  private Map<String, String> headers;

  /** Creates a configuration with everything unset. */
  public McpHttpServerConfig() {}

  /** Returns {@code http}. */
  @JsonProperty("type")
  public String getType() {
    return "http";
  }

  /** Returns the endpoint, or null when unset. */
  public String getUrl() {
    return url;
  }

  /** Sets the endpoint. */
  public McpHttpServerConfig setUrl(String url) {
    this.url = url;
    return this;
  }

  /** Returns the additional HTTP headers, or null when unset. */
  public Map<String, String> getHeaders() {
    return headers == null ? null : Collections.unmodifiableMap(headers);
  }

  /** Sets additional HTTP headers. */
  public McpHttpServerConfig setHeaders(Map<String, String> headers) {
    this.headers = headers;
    return this;
  }

  @Override
  public McpHttpServerConfig setTools(List<String> tools) {
    super.setTools(tools);
    return this;
  }

  @Override
  public McpHttpServerConfig setTimeout(Integer timeout) {
    super.setTimeout(timeout);
    return this;
  }
}
