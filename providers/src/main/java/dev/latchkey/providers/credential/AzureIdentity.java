package dev.latchkey.providers.credential;

import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Secret;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The identity of this process at Microsoft Entra ID, for providers of type azure that bring
 * neither key nor token. One for all of them, so that its tokens are fetched once.
 */
public final class AzureIdentity {
  /** None. */
  public static final AzureIdentity NONE = new AzureIdentity(null);

  private final @Nullable CredentialCache cache;

  private AzureIdentity(@Nullable CredentialCache cache) {
    this.cache = cache;
  }

  /** The one that {@code environment} describes, if any. Asks nobody. */
  public static AzureIdentity of(Map<String, String> environment) {
    Credential described = Entra.described(Entra.SCOPE, environment);
    return described == null ? NONE : new AzureIdentity(CredentialCache.of(described));
  }

  /**
   * {@code config}, which is of type azure, with this identity as long as it has nothing of its
   * own.
   */
  public ProviderConfig given(ProviderConfig config) {
    CredentialCache credential = config.credential();
    // an empty one only waits for a key that may be given later
    boolean own =
        (credential != null && !credential.none())
            || set(config.apiKey())
            || set(config.bearerToken())
            || (credential == null && config.baseUrl().contains("@"))
            || config.headers().keySet().stream().anyMatch(AzureIdentity::identifies)
            || config.extension().extraHeaders().properties().stream()
                .anyMatch(header -> identifies(header.getKey()));
    if (cache == null || own) {
      return config;
    }
    if (credential == null) {
      return config.withCredential(cache);
    }
    credential.standIn(cache);
    return config;
  }

  private static boolean set(@Nullable Secret secret) {
    return secret != null && !secret.blank();
  }

  private static boolean identifies(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return name.equals("authorization") || name.equals("api-key");
  }
}
