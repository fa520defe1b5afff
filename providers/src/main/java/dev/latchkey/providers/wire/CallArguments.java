package dev.latchkey.providers.wire;

import com.fasterxml.jackson.databind.JsonNode;

/** The arguments of a call as every server reads them back: the text of one JSON object. */
public final class CallArguments {
  private CallArguments() {}

  /**
   * What the model wrote when that is an object, or a string that holds one; anything else (a cut
   * or malformed reply) goes under one key, so that the model sees what it did.
   */
  public static String object(String written) {
    String text = written.strip();
    if (text.isEmpty()) {
      return "{}";
    }
    if (WireJson.isObject(text)) {
      return text;
    }
    JsonNode tree = WireJson.tree(text);
    if (tree != null && tree.isTextual() && WireJson.isObject(tree.textValue().strip())) {
      return tree.textValue().strip();
    }
    return WireJson.object("arguments", text);
  }
}
