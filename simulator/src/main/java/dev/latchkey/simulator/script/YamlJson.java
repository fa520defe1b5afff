package dev.latchkey.simulator.script;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Writes maps and lists of a script file as JSON. */
final class YamlJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private YamlJson() {}

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new ScriptException("A value cannot be written as JSON: " + e.getOriginalMessage(), e);
    }
  }
}
