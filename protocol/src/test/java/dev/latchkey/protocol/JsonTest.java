package dev.latchkey.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void readsAndWritesWhatAMapperDoes() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    for (long seed = 0; seed < 300; seed++) {
      JsonNode tree = random(new Random(seed), 4);
      byte[] bytes = Json.write(JsonBody.of(tree));

      assertThat(bytes).as("seed %d", seed).asString(UTF_8).isEqualTo(tree.toString());
      assertThat(Json.read(bytes)).as("seed %d", seed).isEqualTo(mapper.readTree(bytes));
    }
  }

  @Test
  void refusesAnythingButOneValue() {
    for (String text :
        new String[] {"", " ", "{", "[1", "{}{}", "{\"a\"}", "nul", "[1,]", "\"\u0001\""}) {
      assertThatThrownBy(() -> Json.read(text.getBytes(UTF_8)))
          .as(text)
          .isInstanceOf(IOException.class);
    }
  }

  private static JsonNode random(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 7)) {
      case 0 -> Json.object().nullNode();
      case 1 -> Json.object().booleanNode(random.nextBoolean());
      case 2 -> Json.object().numberNode(random.nextInt());
      case 3 -> Json.object().numberNode(random.nextLong());
      case 4 -> Json.object().numberNode(random.nextDouble());
      case 5, 6 -> Json.object().textNode("t\"\\\n\u0001é😀" + random.nextInt());
      case 7 -> {
        var array = Json.array();
        for (int i = random.nextInt(5); i > 0; i--) {
          array.add(random(random, depth - 1));
        }
        yield array;
      }
      default -> {
        var object = Json.object();
        for (int i = random.nextInt(5); i > 0; i--) {
          object.set("k" + i, random(random, depth - 1));
        }
        yield object;
      }
    };
  }
}
