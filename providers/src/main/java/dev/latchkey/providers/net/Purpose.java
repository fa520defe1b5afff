package dev.latchkey.providers.net;

import java.util.Locale;

/** Why a request leaves this machine. */
public enum Purpose {
  /** A model call. */
  MODEL,
  /** A question about the provider's models. */
  MODELS,
  /** A question to whoever issues tokens. */
  TOKEN;

  /** The word in reports. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
