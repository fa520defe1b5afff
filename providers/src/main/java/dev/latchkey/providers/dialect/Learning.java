package dev.latchkey.providers.dialect;

import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.CallNotice;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.RetryListener;
import dev.latchkey.providers.dialect.Dialects.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The quirks of one call as they change while its server refuses this and that. Every refusal is
 * answered with a request that was not sent before, so there is an end; lessons are remembered only
 * when a request that follows them was taken.
 */
public final class Learning {
  /** More refusals in one call are no dialect. */
  private static final int MOST = 10;

  private final Dialects dialects;
  private final Place place;
  private final Function<Quirks, byte[]> encoder;
  private final List<Lesson> lessons = new ArrayList<>();
  private final List<byte[]> sent = new ArrayList<>();
  private Quirks quirks;
  private byte[] body;
  private @Nullable String refusal;

  /**
   * A call to {@code place} whose body {@code encoder} writes, beginning with what is known.
   *
   * @param own the endpoint's quirks as configured
   */
  public Learning(Dialects dialects, Place place, Quirks own, Function<Quirks, byte[]> encoder) {
    this.dialects = dialects;
    this.place = place;
    this.encoder = encoder;
    this.quirks = dialects.at(place, own);
    this.body = encoder.apply(quirks);
    sent.add(body);
  }

  /** The quirks the next attempt follows. */
  public Quirks quirks() {
    return quirks;
  }

  /** The body of the next attempt. */
  public byte[] body() {
    return body;
  }

  /**
   * Whether {@code failure} taught something, so that another attempt should be made at once. A
   * limit it names is remembered in any case, and {@code listener} hears of it once.
   */
  public boolean from(ModelException failure, RetryListener listener) {
    CallFailure said = failure.failure();
    if (failure instanceof ModelException.ContextOverflow) {
      ContextWords.window(said.message()).ifPresent(n -> limited(n, listener));
    }
    Integer status = said.status();
    boolean refused = status == null || status == 400 || status == 422;
    if (!(failure instanceof ModelException.InvalidRequest) || !refused || lessons.size() >= MOST) {
      return false;
    }
    for (Complaint complaint : Complaint.in(failure)) {
      for (Lesson lesson : Lessons.from(complaint, quirks)) {
        if (helps(lesson)) {
          refusal = said.message();
          return true;
        }
      }
    }
    return false;
  }

  private void limited(int tokens, RetryListener listener) {
    if (dialects.learnWindow(place, tokens)) {
      listener.noticed(
          new CallNotice(
              CallNotice.LIMIT,
              "%s says that \"%s\" takes %,d tokens; from now on prompts are kept within that."
                  .formatted(place.endpoint(), place.model(), tokens)));
    }
  }

  private boolean helps(Lesson lesson) {
    Quirks changed = lesson.apply(quirks);
    if (changed.equals(quirks)) {
      return false;
    }
    byte[] other = encoder.apply(changed);
    if (sent.stream().anyMatch(before -> Arrays.equals(before, other))) {
      return false;
    }
    sent.add(other);
    quirks = changed;
    body = other;
    lessons.add(lesson);
    return true;
  }

  /** The server took the request: what was learned stays, and {@code listener} hears of it. */
  public void taken(RetryListener listener) {
    if (lessons.isEmpty()) {
      return;
    }
    List<Lesson> lasting = lessons.stream().filter(Lesson::lasting).toList();
    if (!lasting.isEmpty()) {
      dialects.learn(place, lasting);
    }
    String changes = lessons.stream().map(Lesson::toString).collect(Collectors.joining(", "));
    String since = lasting.isEmpty() ? "for this request" : "from now on";
    listener.noticed(
        new CallNotice(
            CallNotice.LEARNED,
            "%s does not take requests for \"%s\" the usual way (%s); %s: %s."
                .formatted(place.endpoint(), place.model(), refusal, since, changes)));
    lessons.clear();
  }
}
