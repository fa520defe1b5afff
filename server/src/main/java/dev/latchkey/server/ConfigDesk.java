package dev.latchkey.server;

import dev.latchkey.providers.ModelException;
import dev.latchkey.server.config.ConfigDocument;
import dev.latchkey.server.config.ConfigPlaces;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The configuration in force. Files are looked at whenever somebody asks, and read again when one
 * has changed; one with a mistake leaves the last good configuration in force.
 */
final class ConfigDesk {
  private final ConfigPlaces places;
  private final Map<String, String> environment;
  private final ServerLog log;
  private final @Nullable ConfigNews news;
  private final ReentrantLock lock = new ReentrantLock();
  private List<Stamp> stamps = List.of();
  private List<Path> referred = List.of();
  private @Nullable Configuration good;
  private @Nullable ModelException mistake;
  private boolean begun;

  /** How a file looked when it was read; zeros for one that was not there. */
  private record Stamp(long modified, long length) {
    static Stamp of(Path path) {
      File file = path.toFile();
      return new Stamp(file.lastModified(), file.length());
    }
  }

  /**
   * Over these files.
   *
   * @param news tells sessions of mistakes; null to tell nobody
   */
  ConfigDesk(
      ConfigPlaces places,
      Map<String, String> environment,
      ServerLog log,
      @Nullable ConfigNews news) {
    this.news = news;
    this.places = places;
    this.environment = Map.copyOf(environment);
    this.log = log;
  }

  /**
   * The configuration in force now. Reads files when they have changed.
   *
   * @throws ModelException.InvalidRequest when there was never a good one
   */
  Configuration current() {
    lock.lock();
    try {
      refresh();
      if (good == null) {
        throw Objects.requireNonNull(mistake);
      }
      return good;
    } finally {
      lock.unlock();
    }
  }

  /** The last good configuration; one that says nothing when there was none. */
  Configuration inForce() {
    lock.lock();
    try {
      refresh();
      return good == null ? Configuration.NONE : good;
    } finally {
      lock.unlock();
    }
  }

  /** What is wrong with the files as they are now; null for nothing. */
  @Nullable ModelException mistake() {
    lock.lock();
    try {
      refresh();
      return mistake;
    } finally {
      lock.unlock();
    }
  }

  private void refresh() {
    // with a mistake the cure may be in a file or variable that is not known yet: look every time
    if (begun && mistake == null && stamps(referred).equals(stamps)) {
      return;
    }
    List<Stamp> looked = stamps(List.of());
    try {
      Configuration read = Configuration.read(places, environment);
      ModelException before = mistake;
      boolean again = good != null;
      if (begun) {
        log.info("The configuration was read again: " + read.documents());
      }
      good = read;
      mistake = null;
      if (before != null && again) {
        mended(read);
      }
      referred =
          read.documents().stream().map(ConfigDocument::files).flatMap(List::stream).toList();
      stamps = new ArrayList<>(looked);
      referred.forEach(file -> stamps.add(Stamp.of(file)));
    } catch (ModelException e) {
      tell(e);
      mistake = e;
    }
    begun = true;
  }

  private void tell(ModelException now) {
    if (mistake == null || !now.failure().message().equals(mistake.failure().message())) {
      String kept = good == null ? "" : " The last good configuration stays in force.";
      String text = now.failure().message() + " " + now.nextStep() + kept;
      log.error(text);
      if (good != null && news != null) {
        news.broken(text);
      }
    }
  }

  private void mended(Configuration read) {
    if (news != null) {
      String files =
          read.documents().stream()
              .map(document -> document.file().toString())
              .collect(Collectors.joining(", "));
      news.mended("The configuration has no mistake any more and is in force: " + files + ".");
    }
  }

  private List<Stamp> stamps(List<Path> more) {
    List<Stamp> all = new ArrayList<>(places.files().size() + more.size());
    places.files().forEach(file -> all.add(Stamp.of(file)));
    more.forEach(file -> all.add(Stamp.of(file)));
    return all;
  }
}
