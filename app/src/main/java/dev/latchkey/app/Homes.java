package dev.latchkey.app;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.credential.AzureIdentity;
import dev.latchkey.providers.dialect.DialectStore;
import dev.latchkey.providers.dialect.Dialects;
import dev.latchkey.providers.net.Network;
import dev.latchkey.runtime.store.DialectFile;
import dev.latchkey.runtime.store.LatchkeyHome;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** What commands share with servers of the same home: what was learned about providers. */
final class Homes {
  private Homes() {}

  /** Providers that know what was learned before, and keep what they learn. */
  static Providers providers(CallPolicy policy, Map<String, String> environment) {
    return Providers.open(policy, Network.of(environment), store(environment))
        .as(AzureIdentity.of(environment));
  }

  /** What was learned before. */
  static Dialects dialects(Map<String, String> environment) {
    return Dialects.keptIn(store(environment), InstantSource.system());
  }

  private static DialectStore store(Map<String, String> environment) {
    Path user = Path.of(System.getProperty("user.home", "."));
    return DialectFile.in(LatchkeyHome.of(environment, user));
  }
}
