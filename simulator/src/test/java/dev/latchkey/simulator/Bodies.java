package dev.latchkey.simulator;

/** Request bodies. Single quotes stand for double ones. */
final class Bodies {
  private Bodies() {}

  static String json(String singleQuoted) {
    return singleQuoted.replace('\'', '"');
  }

  /** One user message in the shape of the path's wire. */
  static String user(String path, String text, boolean stream) {
    String tail = ",'stream':" + stream + "}";
    String message = "[{'role':'user','content':'" + text + "'}]";
    if (path.endsWith("/responses")) {
      return json("{'model':'m','input':" + message + tail);
    }
    String options = path.endsWith("/messages") ? ",'max_tokens':100" : "";
    return json("{'model':'m','messages':" + message + options + tail);
  }
}
