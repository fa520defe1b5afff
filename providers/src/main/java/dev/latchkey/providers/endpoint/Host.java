package dev.latchkey.providers.endpoint;

import java.util.Locale;
import java.util.regex.Pattern;

/** Whose server a host name and port look like; for repairs, defaults and advice only. */
public enum Host {
  /** {@code api.openai.com}. */
  OPENAI,
  /** A resource under one of Azure's domains for models. */
  AZURE,
  /** One model served by Azure at an address of its own, {@code *.models.ai.azure.com}. */
  AZURE_MODELS,
  /** {@code api.anthropic.com}. */
  ANTHROPIC,
  /** This machine on Ollama's port. */
  OLLAMA,
  /** This machine on LM Studio's port. */
  LM_STUDIO,
  /** This machine on another port. */
  LOOPBACK,
  /** A machine of the same network, by its address or name. */
  NEARBY,
  /** Anything else. */
  OTHER;

  private static final Pattern PRIVATE =
      Pattern.compile(
          "10\\..*|192\\.168\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*|169\\.254\\..*"
              + "|\\[f[cd][0-9a-f]{2}:.*|\\[fe80:.*|.*\\.local|.*\\.internal|.*\\.lan");

  static Host of(String hostName, int port) {
    String name = hostName.toLowerCase(Locale.ROOT);
    if (isLoopback(name)) {
      return switch (port) {
        case 11434 -> OLLAMA;
        case 1234 -> LM_STUDIO;
        default -> LOOPBACK;
      };
    }
    if (name.equals("api.openai.com")) {
      return OPENAI;
    }
    if (name.equals("api.anthropic.com")) {
      return ANTHROPIC;
    }
    if (name.endsWith(".models.ai.azure.com")) {
      return AZURE_MODELS;
    }
    if (isAzure(name)) {
      return AZURE;
    }
    return PRIVATE.matcher(name).matches() || !name.contains(".") ? NEARBY : OTHER;
  }

  private static boolean isLoopback(String name) {
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.startsWith("127.")
        || name.equals("[::1]")
        || name.equals("0.0.0.0");
  }

  private static boolean isAzure(String name) {
    return name.endsWith(".openai.azure.com")
        || name.endsWith(".openai.azure.us")
        || name.endsWith(".openai.azure.cn")
        || name.endsWith(".cognitiveservices.azure.com")
        || name.endsWith(".services.ai.azure.com");
  }

  /** Whether the server runs on this machine. */
  public boolean loopback() {
    return this == OLLAMA || this == LM_STUDIO || this == LOOPBACK;
  }

  /** Whether it is likely a model on someone's own hardware, which may take minutes to begin. */
  public boolean local() {
    return loopback() || this == NEARBY;
  }
}
