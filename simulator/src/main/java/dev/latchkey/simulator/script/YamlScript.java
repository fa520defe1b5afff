package dev.latchkey.simulator.script;

import dev.latchkey.simulator.traffic.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a script file. */
final class YamlScript {
  private static final List<String> FIELDS = List.of("strict", "replies", "rules");
  private static final List<String> WHEN = List.of("text", "model", "wire", "call");
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setAllowDuplicateKeys(false).setMaxAliasesForCollections(50).build();

  private YamlScript() {}

  static Script parse(String yaml) {
    YamlFields fields = new YamlValue("", load(yaml)).fields(FIELDS);
    return new Script(
        fields.items("rules").stream().map(YamlScript::rule).toList(),
        replies(fields),
        fields.flag("strict"));
  }

  private static Object load(String yaml) {
    try {
      Object loaded = new Load(SETTINGS).loadFromString(yaml);
      return loaded == null ? Map.of() : loaded;
    } catch (YamlEngineException e) {
      throw new ScriptException("The script is not YAML: " + e.getMessage(), e);
    }
  }

  private static List<Reply> replies(YamlFields fields) {
    List<Reply> replies = new ArrayList<>();
    fields.items("replies").forEach(reply -> replies.addAll(YamlReply.repeated(reply)));
    return replies;
  }

  private static Script.Rule rule(YamlValue rule) {
    List<String> known = new ArrayList<>(YamlReply.FIELDS);
    known.addAll(List.of("when", "replies"));
    YamlFields fields = rule.fields(known);
    List<Reply> replies = fields.has("replies") ? replies(fields) : List.of(YamlReply.of(fields));
    if (replies.isEmpty()) {
      throw rule.wrong("a rule with replies", "Add at least one item under `replies:`.");
    }
    return new Script.Rule(
        fields.get("when").map(YamlScript::match).orElse(Match.ANY),
        fields.integer("times", 1, Integer.MAX_VALUE),
        replies);
  }

  private static Match match(YamlValue when) {
    YamlFields fields = when.fields(WHEN);
    Match calls = fields.get("call").map(YamlScript::calls).orElse(Match.ANY);
    return new Match(
        fields.get("text").map(YamlValue::text).orElse(null),
        fields.get("model").map(YamlValue::text).orElse(null),
        fields.get("wire").map(wire -> wire.constant(Wire.class)).orElse(null),
        calls.fromCall(),
        calls.toCall());
  }

  /** One number, or a range such as {@code 2-4}. */
  private static Match calls(YamlValue call) {
    String[] ends = call.text().split("-", -1);
    try {
      int from = Integer.parseInt(ends[0].strip());
      return Match.calls(from, ends.length == 1 ? from : Integer.parseInt(ends[1].strip()));
    } catch (IllegalArgumentException notARange) {
      throw call.wrong("the number of a call from 1, or a range", "Write it like 3 or 2-4.");
    }
  }
}
