package dev.latchkey.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.ResponseFormat;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which schemas providers can enforce, and what becomes of the others. */
class FormatSchemaTest {
  private static ObjectNode schema(String text) {
    return (ObjectNode) Objects.requireNonNull(WireJson.tree(text.replace('\'', '"')), text);
  }

  private static String written(String schema, @Nullable Boolean strict) {
    ResponseFormat format = new ResponseFormat("answer", schema(schema), null, strict);
    byte[] bytes =
        WireJson.bytes(json -> {
          json.writeStartObject();
          FormatSchema.write(json, format, true);
          json.writeEndObject();
        });
    return new String(bytes, StandardCharsets.UTF_8).replace('"', '\'');
  }

  @Test
  void closesWhatQualifiesAtEveryDepth() {
    assertThat(
            written(
                "{'type':'object','properties':{'a':{'type':'array','items':{'type':'object',"
                    + "'properties':{'b':{'type':'number'}},'required':['b']}}},'required':['a']}",
                null))
        .isEqualTo(
            "{'name':'answer','strict':true,'schema':{'type':'object','properties':{'a':{"
                + "'type':'array','items':{'type':'object','properties':{'b':{'type':'number'}},"
                + "'required':['b'],'additionalProperties':false}}},'required':['a'],"
                + "'additionalProperties':false}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'object','properties':{'a':{'type':'string'}}}",
        "{'type':'object','properties':{'a':{}},'required':['a'],'additionalProperties':true}",
        "{'type':'object'}",
        "{'type':'array','items':{'type':'string'}}",
        "{'type':'object','properties':{'a':{'oneOf':[]}},'required':['a']}",
        "{'type':'object','properties':{'a':true},'required':['a']}",
        "{'type':'object','properties':{'a':{'$ref':'#/$defs/x'}},'required':['a'],"
            + "'$defs':{'x':{'type':'object'}}}"
      })
  void leavesAsItIsWhatDoesNotQualify(String schema) {
    assertThat(written(schema, true))
        .isEqualTo("{'name':'answer','strict':false,'schema':" + schema + "}");
  }

  @Test
  void isNotStrictAgainstTheCallersWill() {
    String schema = "{'type':'object','properties':{'a':{}},'required':['a']}";
    assertThat(written(schema, false))
        .isEqualTo("{'name':'answer','strict':false,'schema':" + schema + "}");
  }

  @Test
  void takesLimitsAwayForAnthropic() {
    assertThat(
            FormatSchema.plain(
                schema(
                    "{'$schema':'x','type':'object','properties':{'n':{'type':'integer',"
                        + "'minimum':1}},'minProperties':1}")))
        .isEqualTo(
            schema(
                "{'type':'object','properties':{'n':{'type':'integer'}},"
                    + "'additionalProperties':false}"));
    assertThat(FormatSchema.plain(schema("{'type':'object','additionalProperties':{}}"))).isNull();
  }

  @Test
  void refusesNamesNoProviderTakes() {
    assertThatThrownBy(() -> new ResponseFormat("the answer", schema("{'a':1}"), null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("responseFormat.jsonSchema.name")
        .hasMessageNotContaining("the answer");
    assertThatThrownBy(() -> new ResponseFormat("a", schema("{}"), null, null))
        .hasMessageContaining("responseFormat.jsonSchema.schema");
  }
}
