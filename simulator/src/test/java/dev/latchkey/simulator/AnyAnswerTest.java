package dev.latchkey.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.latchkey.simulator.script.Answer;
import dev.latchkey.simulator.script.Oddity;
import dev.latchkey.simulator.script.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever is scripted arrives, on every wire, however it is cut and laid out. */
class AnyAnswerTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String[] ALPHABET = {
    "a", " ", "\n", "\"", "\\", "\u00e4", "\u20ac", "\uD83D\uDE00", "\t", "{", "</think>", "\u2028"
  };
  private static final Oddity[] LAYOUTS = {
    Oddity.CRLF,
    Oddity.COMMENTS,
    Oddity.EXTRA_FIELDS,
    Oddity.MULTI_LINE_DATA,
    Oddity.NO_SPACE_AFTER_DATA,
    Oddity.NO_EVENT_LINES,
    Oddity.CLOSE_DELIMITED
  };

  @Test
  void arrives() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (Simulator sim = Simulator.start()) {
      Client client = new Client(sim);
      for (int i = 0; i < 150; i++) {
        String text = text(random);
        String path = List.of(Client.COMPLETIONS, Client.RESPONSES, Client.ANTHROPIC).get(i % 3);
        sim.enqueue(answer(random, text));
        String body = client.ask(path, "hi", true).body();
        assertThat(deltas(body)).as("seed %d, round %d, %s", seed, i, path).isEqualTo(text);
      }
      assertThat(sim.violations()).isEmpty();
    }
  }

  private static String text(Random random) {
    return random
        .ints(1 + random.nextInt(60), 0, ALPHABET.length)
        .mapToObj(letter -> ALPHABET[letter])
        .collect(Collectors.joining());
  }

  private static Answer answer(Random random, String text) {
    Answer answer = Reply.text(text).chunked(1 + random.nextInt(7));
    if (random.nextBoolean()) {
      answer = answer.bytesPerWrite(1 + random.nextInt(9));
    }
    return random.nextBoolean() ? answer.odd(LAYOUTS[random.nextInt(LAYOUTS.length)]) : answer;
  }

  /** Reads an event stream in the plainest way there is. */
  private static String deltas(String body) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String event : body.replace("\r\n", "\n").split("\n\n", -1)) {
      String data =
          event
              .lines()
              .filter(line -> line.startsWith("data:"))
              .map(line -> line.substring(5).strip())
              .collect(Collectors.joining("\n"));
      if (data.startsWith("{")) {
        text.append(delta(MAPPER.readTree(data)));
      }
    }
    return text.toString();
  }

  private static String delta(JsonNode event) {
    String type = event.path("type").asText();
    if (type.equals("response.output_text.delta")) {
      return event.path("delta").asText();
    }
    if (type.equals("content_block_delta")) {
      return event.path("delta").path("text").asText();
    }
    return event.path("choices").path(0).path("delta").path("content").asText("");
  }
}
