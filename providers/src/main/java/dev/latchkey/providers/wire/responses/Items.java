package dev.latchkey.providers.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.wire.CallIds;
import dev.latchkey.providers.wire.WireJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The items of one reply in the order they appeared. Events name their item by id and by position;
 * servers exist that get either wrong, so both are tried, and the last open item is a fallback.
 */
final class Items {
  private final List<Item> all = new ArrayList<>();
  private final Map<String, Item> byId = new HashMap<>();
  private final Map<Long, Item> byPosition = new HashMap<>();
  private final CallIds callIds;

  Items(CallIds callIds) {
    this.callIds = callIds;
  }

  /** A new item was announced. */
  void added(JsonNode event, Consumer<ModelEvent> out) {
    JsonNode node = event.path("item");
    Item known = byId.get(WireJson.text(node, "id"));
    if (known == null || known.closed()) {
      create(type(node), WireJson.count(event, "output_index"), node).open(node, out);
    }
  }

  /** An item is complete. */
  void done(JsonNode event, Consumer<ModelEvent> out) {
    JsonNode node = event.path("item");
    Long position = WireJson.count(event, "output_index");
    Item known = known(node, position);
    (known == null ? create(type(node), position, node) : known).close(node, out);
  }

  /** The item a delta belongs to; made when the server forgot to announce it. */
  <T extends Item> T target(JsonNode event, String type, Class<T> kind) {
    String id = WireJson.text(event, "item_id");
    Long position = WireJson.count(event, "output_index");
    Item found = byId.get(id);
    if (found == null) {
      found = byPosition.get(position);
    }
    if (found == null && position == null && !all.isEmpty()) {
      found = all.getLast();
    }
    return kind.isInstance(found) && !found.closed()
        ? kind.cast(found)
        : kind.cast(create(type, position, event.path("item")));
  }

  /** The open item an event speaks of, if it is of that kind. */
  <T extends Item> @Nullable T existing(JsonNode event, Class<T> kind) {
    Item found = byId.get(WireJson.text(event, "item_id"));
    if (found == null) {
      found = byPosition.get(WireJson.count(event, "output_index"));
    }
    return kind.isInstance(found) && !found.closed() ? kind.cast(found) : null;
  }

  /** The reply is complete: takes from its output what did not come before, closes what is open. */
  void complete(JsonNode output, Consumer<ModelEvent> out) {
    boolean streamed = !all.isEmpty();
    for (int i = 0; i < output.size(); i++) {
      JsonNode node = output.get(i);
      Item known = streamed ? known(node, (long) i) : null;
      if (known != null) {
        known.close(node, out);
      } else if (!streamed || missed(node)) {
        create(type(node), null, node).close(node, out);
      }
    }
    closeAll(out);
  }

  void closeAll(Consumer<ModelEvent> out) {
    for (Item item : all) {
      item.close(MissingNode.getInstance(), out);
    }
  }

  /** Whether something is still arriving. */
  boolean pending() {
    return all.stream().anyMatch(item -> !item.closed());
  }

  /** Whether there is anything an answer consists of. */
  boolean answered() {
    return all.stream().anyMatch(item -> item instanceof MessageItem || item instanceof CallItem);
  }

  boolean called() {
    return all.stream().anyMatch(CallItem.class::isInstance);
  }

  private @Nullable Item known(JsonNode node, @Nullable Long position) {
    String id = WireJson.text(node, "id");
    Item byName = byId.get(id);
    if (byName != null) {
      return byName;
    }
    Item there = byPosition.get(position);
    boolean another = there != null && there.closed() && id != null && !id.equals(there.id());
    return there == null || another || !there.type().equals(type(node)) ? null : there;
  }

  /** Whether a streamed reply lacks what its final form has: a call, or any text at all. */
  private boolean missed(JsonNode node) {
    return switch (type(node)) {
      case "message" -> all.stream().noneMatch(MessageItem.class::isInstance);
      case "function_call", "custom_tool_call" -> {
        String id = WireJson.text(node, "call_id");
        yield id != null && all.stream().noneMatch(i -> i instanceof CallItem c && c.named(id));
      }
      default -> false;
    };
  }

  private Item create(String type, @Nullable Long position, JsonNode node) {
    Item item = Item.of(type, all.size(), callIds);
    all.add(item);
    String id = WireJson.text(node, "id");
    if (id != null && !id.isEmpty()) {
      byId.put(id, item);
    }
    if (position != null) {
      byPosition.put(position, item);
    }
    return item;
  }

  private static String type(JsonNode item) {
    String type = WireJson.text(item, "type");
    return type == null ? "" : type;
  }
}
