package dev.latchkey.server;

import dev.latchkey.runtime.Engine;
import dev.latchkey.runtime.EngineOptions;
import dev.latchkey.runtime.engine.LocalEngine;
import dev.latchkey.runtime.store.FileStore;

/** Builds the engine of a server: files under its home, providers over HTTP. */
final class EngineWiring {
  private EngineWiring() {}

  static Engine open(Server server) {
    ServerSetup setup = server.setup();
    DefaultProvider defaults = server.defaults();
    EngineOptions options =
        EngineOptions.builder(FileStore.at(setup.home()), server.providers()::connect)
            .defaultProvider(defaults::described)
            .sharedRegistry(defaults::registry)
            .firstModel(new ListedModel(server.providers(), setup::variable))
            .noProviderHint(DefaultProvider.HINT)
            .secrets(server.secrets()::all)
            .version(Server.VERSION)
            .listener(server)
            .build();
    return LocalEngine.open(options);
  }
}
