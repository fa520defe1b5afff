package dev.latchkey.providers.net;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the requests to each server, so that people can see where things went. */
public final class EgressCounter {
  /** Beyond so many servers the rest is counted together. */
  static final int MOST = 1000;

  static final String OTHERS = "(others)";

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  /** Counts a request that leaves for {@code url}. */
  public void count(URI url) {
    int usual = "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    String server = url.getHost() + ":" + (url.getPort() < 0 ? usual : url.getPort());
    String key = counts.containsKey(server) || counts.size() < MOST ? server : OTHERS;
    counts.computeIfAbsent(key, _ -> new LongAdder()).increment();
  }

  /** Requests by {@code host:port}. */
  public Map<String, Long> counts() {
    Map<String, Long> all = new TreeMap<>();
    counts.forEach((server, count) -> all.put(server, count.sum()));
    return all;
  }
}
