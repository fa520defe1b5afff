package dev.latchkey.providers.net;

import java.net.URI;
import java.util.ArrayList;
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
   * @param requests and messages that were sent over WebSockets
   * @param bytesSent of the bodies of requests, and of messages
   * @param bytesReceived of the bodies of replies that were taken, and of messages
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

  /** Takes note of what follows a request. */
  public static final class Receipt {
    private final List<Tally> tallies;

    private Receipt(List<Tally> tallies) {
      this.tallies = tallies;
    }

    /** Something of a reply came back. */
    public void received(long bytes) {
      tallies.forEach(tally -> tally.received.add(bytes));
    }

    /** A message went over the socket that the request opened; it counts as a request. */
    public void sent(long bytes) {
      tallies.forEach(tally -> tally.request(bytes));
    }
  }

  /**
   * Counts a request that leaves for {@code url}.
   *
   * @param bytes of its body
   */
  public Receipt count(URI url, Errand errand, long bytes) {
    Place place =
        new Place(AllowedServers.host(url) + ":" + AllowedServers.port(url), errand.purpose());
    List<Tally> tallies = new ArrayList<>();
    tallies.add(tally(all, place));
    if (errand.session() != null) {
      Map<Place, Tally> own =
          sessions.computeIfAbsent(errand.session(), _ -> new ConcurrentHashMap<>());
      tallies.add(tally(own, place));
    }
    Receipt receipt = new Receipt(List.copyOf(tallies));
    receipt.sent(bytes);
    return receipt;
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
