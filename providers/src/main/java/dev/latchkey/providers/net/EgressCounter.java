package dev.latchkey.providers.net;

import java.net.URI;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what leaves for each server, so that people can see where things went and why. */
public final class EgressCounter {
  /** Beyond so many servers the rest is counted together. */
  static final int MOST = 1000;

  /** Of so many sessions, those active last, it is known what they did. */
  static final int MOST_SESSIONS = 1000;

  static final String OTHERS = "(others)";

  private final Map<Place, Tally> all = new ConcurrentHashMap<>();
  private final Map<String, Map<Place, Tally>> sessions = Collections.synchronizedMap(new Recent());

  private record Place(String server, Purpose purpose) {}

  private static final class Recent extends LinkedHashMap<String, Map<Place, Tally>> {
    private static final long serialVersionUID = 1L;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Map<Place, Tally>> eldest) {
      return size() > MOST_SESSIONS;
    }
  }

  /**
   * What went to one server for one purpose.
   *
   * @param server {@code host:port}
   * @param bytesSent of request bodies
   * @param bytesReceived of the bodies of replies that were taken
   */
  public record Line(
      String server, Purpose purpose, long requests, long bytesSent, long bytesReceived) {}

  /** The numbers of one server; safe for any number of threads. */
  static final class Tally {
    private final LongAdder requests = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();

    private void request(long bytes) {
      requests.increment();
      sent.add(bytes);
    }

    private Line line(Place place) {
      return new Line(place.server(), place.purpose(), requests.sum(), sent.sum(), received.sum());
    }
  }

  /** Takes note of what comes back for one request. */
  @FunctionalInterface
  public interface Receipt {
    void received(long bytes);
  }

  /**
   * Counts a request that leaves for {@code url}.
   *
   * @param bytes of its body
   */
  public Receipt count(URI url, Errand errand, long bytes) {
    Place place =
        new Place(AllowedServers.host(url) + ":" + AllowedServers.port(url), errand.purpose());
    Tally total = tally(all, place);
    total.request(bytes);
    if (errand.session() == null) {
      return total.received::add;
    }
    Tally own =
        tally(sessions.computeIfAbsent(errand.session(), _ -> new ConcurrentHashMap<>()), place);
    own.request(bytes);
    return count -> {
      total.received.add(count);
      own.received.add(count);
    };
  }

  private static Tally tally(Map<Place, Tally> tallies, Place place) {
    boolean room = tallies.containsKey(place) || tallies.size() < MOST;
    Place key = room ? place : new Place(OTHERS, place.purpose());
    return tallies.computeIfAbsent(key, _ -> new Tally());
  }

  /** Everything so far, by server. */
  public List<Line> lines() {
    return lines(all);
  }

  /** What was done for one session; nothing when it is not known. */
  public List<Line> lines(@Nullable String session) {
    Map<Place, Tally> own = sessions.get(session);
    return own == null ? List.of() : lines(own);
  }

  private static List<Line> lines(Map<Place, Tally> tallies) {
    return tallies.entrySet().stream()
        .map(entry -> entry.getValue().line(entry.getKey()))
        .sorted(Comparator.comparing(Line::server).thenComparing(Line::purpose))
        .toList();
  }
}
