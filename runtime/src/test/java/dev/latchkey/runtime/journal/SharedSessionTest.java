package dev.latchkey.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.copilot.generated.SessionEvent;
import com.github.copilot.generated.UserMessageEvent;
import com.github.copilot.generated.UserMessageEvent.UserMessageEventData;
import dev.latchkey.providers.Content;
import dev.latchkey.runtime.EmittedEvent;
import dev.latchkey.runtime.context.HistoryRenderer;
import dev.latchkey.runtime.context.HistoryTarget;
import dev.latchkey.runtime.store.FileStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes may hold one session, as in the public layout: each takes in what the other wrote.
 */
class SharedSessionTest {
  @TempDir Path home;

  @Test
  void bothWritersEventsAreKeptAndSeen() {
    Writer one = new Writer();
    one.say("first");
    Writer other = new Writer();
    other.say("second");
    one.say("third");
    one.say("fourth");
    other.say("fifth");

    assertThat(other.heard()).containsExactly("first", "second", "third", "fourth", "fifth");
    assertThat(one.heard()).containsExactly("first", "second", "third", "fourth");
    assertThat(FileStore.at(home).readAll("s")).hasSize(5);
    assertThat(one.journal.size()).isEqualTo(4);
  }

  /** A process with a store of its own. */
  private final class Writer {
    private final FileStore store = FileStore.at(home);
    private final HistoryRenderer history = HistoryRenderer.ofSession();
    private final Journal journal;

    Writer() {
      JournalObserver observer =
          new JournalObserver() {
            @Override
            public void restart() {
              throw new AssertionError("Nobody rewinds here");
            }

            @Override
            public void fold(SessionEvent event) {
              history.add(event);
            }

            @Override
            public void delivered(EmittedEvent event) {}
          };
      journal = Journal.reopened(store, store.acquire("s"), Clock.systemUTC(), observer);
    }

    void say(String text) {
      UserMessageEvent event = new UserMessageEvent();
      event.setData(UserMessageEventData.builder().content(text).build());
      journal.emit(event);
    }

    List<String> heard() {
      return history.render(HistoryTarget.ANY).stream()
          .map(message -> ((Content.Text) message.content().getFirst()).text())
          .toList();
    }
  }
}
