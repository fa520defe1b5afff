package dev.latchkey.server;

import dev.latchkey.runtime.Engine;
import dev.latchkey.runtime.EngineListener;

/** Builds the engine of a server. */
final class EngineWiring {
  private EngineWiring() {}

  static Engine open(ServerSetup setup, EngineListener listener) {
    if (listener.equals(EngineListener.NONE)) {
      throw new IllegalStateException("no listener");
    }
    throw new IllegalArgumentException(
        "This build has no engine yet; sessions under " + setup.home() + " stay untouched");
  }
}
