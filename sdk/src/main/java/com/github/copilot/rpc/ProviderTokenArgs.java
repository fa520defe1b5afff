package com.github.copilot.rpc;

import com.github.copilot.CopilotExperimental;

/** Which provider of which session needs a bearer token. */
@CopilotExperimental
public class ProviderTokenArgs {

  private final String providerName;
  private final String sessionId;

  /** Creates the arguments of a {@link BearerTokenProvider}. */
  public ProviderTokenArgs(String providerName, String sessionId) {
    this.providerName = providerName;
    this.sessionId = sessionId;
  }

  /** Returns the name of the provider; {@code default} is that of the session itself. */
  public String getProviderName() {
    return providerName;
  }

  /** Returns the id of the session. */
  public String getSessionId() {
    return sessionId;
  }
}
