package dev.latchkey.providers.net;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one provider is reached, where that differs from everything else.
 *
 * @param proxy {@code http://[user:password@]host:port}, {@code socks5://} or {@code socks5h://}
 *     likewise, or {@code direct} for none; null for what the environment says
 * @param caFile PEM certificates to trust besides those of Java; null for none
 * @param clientCertificate PEM certificate chain to show to the server (mTLS); null for none
 * @param clientKey PEM private key (PKCS #8, not encrypted) of that certificate; null when it is in
 *     the same file
 * @param egress the only servers that may be reached for it, token endpoints included
 * @param trusted whether whoever runs this gave it: the guard against strangers is not for it
 * @param connect until a connection stands; null for what holds for everything else
 */
public record NetworkOptions(
    @Nullable String proxy,
    @Nullable Path caFile,
    @Nullable Path clientCertificate,
    @Nullable Path clientKey,
    AllowedServers egress,
    boolean trusted,
    @Nullable Duration connect) {
  /** Nothing differs. */
  public static final NetworkOptions DEFAULT = new NetworkOptions(null, null, null, null);

  /** Reached in this way, allowed to go anywhere, as patient as everything else. */
  public NetworkOptions(
      @Nullable String proxy,
      @Nullable Path caFile,
      @Nullable Path clientCertificate,
      @Nullable Path clientKey) {
    this(proxy, caFile, clientCertificate, clientKey, AllowedServers.ANY, false, null);
  }

  /** The same for these servers only. */
  public NetworkOptions with(AllowedServers servers) {
    return new NetworkOptions(
        proxy, caFile, clientCertificate, clientKey, servers, trusted, connect);
  }

  /** The same with another limit for connecting. */
  public NetworkOptions withConnect(@Nullable Duration limit) {
    return new NetworkOptions(proxy, caFile, clientCertificate, clientKey, egress, trusted, limit);
  }

  /** The same, given by whoever runs this. */
  public NetworkOptions asTrusted() {
    return new NetworkOptions(proxy, caFile, clientCertificate, clientKey, egress, true, connect);
  }

  /** The same rules, reached as everything is. */
  NetworkOptions withoutWays() {
    return new NetworkOptions(null, null, null, null, egress, trusted, connect);
  }

  /**
   * What matters to connections: those that agree in it can share them.
   *
   * @param secure whether certificates matter
   */
  public NetworkOptions ofConnections(boolean secure) {
    return new NetworkOptions(
        proxy,
        secure ? caFile : null,
        secure ? clientCertificate : null,
        secure ? clientKey : null,
        AllowedServers.ANY,
        trusted,
        connect);
  }

  /** Without the proxy's password. */
  @Override
  public String toString() {
    return "NetworkOptions[proxy="
        + (proxy == null ? "null" : proxy.replaceFirst("^(.*//)?[^/]*@", "$1***@"))
        + ", caFile="
        + caFile
        + ", clientCertificate="
        + clientCertificate
        + ", clientKey="
        + clientKey
        + ", egress="
        + egress
        + ", trusted="
        + trusted
        + ", connect="
        + connect
        + "]";
  }
}
