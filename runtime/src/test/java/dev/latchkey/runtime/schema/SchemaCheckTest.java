package dev.latchkey.runtime.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a schema lets through and what it says of the rest. */
class SchemaCheckTest {
  private static JsonNode json(String text) {
    JsonText read = JsonText.of(text.replace('\'', '"'));
    assertThat(read.problem()).as(text).isNull();
    return read.value();
  }

  /** A schema, a value that fits, one that does not, and what is wrong with that. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'type':'string'} | 'a' | 1 | $ must be of type string, not a number",
        "{'type':['string','null']} | null | {} | $ must be of type string or null, not an object",
        "{'type':'integer'} | 1.0 | 1.5 | $ must be of type integer, not a number",
        "{'type':'number'} | 1.5 | true | $ must be of type number, not true or false",
        "{'enum':['a',2]} | 2.0 | 'b' | $ must be one of [\"a\",2]",
        "{'const':[1]} | [1] | [2] | $ must be [1]",
        "{'required':['a']} | {'a':1} | {} | $ lacks the required field \"a\"",
        "{'properties':{'a':{'type':'null'}}} | {'a':null} | {'a':1} | $.a must be of type null, not a number",
        "{'properties':{'a':{}},'additionalProperties':false} | {'a':1} | {'b':1} | $.b is not allowed",
        "{'additionalProperties':{'type':'string'}} | {'x':'1'} | {'x':1} | $.x must be of type string, not a number",
        "{'patternProperties':{'^x':{}},'additionalProperties':false} | {'xa':1} | {'a':1} | $.a is not allowed",
        "{'items':{'type':'string'}} | ['a'] | ['a',1] | $[1] must be of type string, not a number",
        "{'prefixItems':[{'type':'string'}],'items':false} | ['a'] | ['a',1] | $[1] is not allowed",
        "{'allOf':[{'minimum':1},{'maximum':3}]} | 2 | 4 | $ must be at most 3",
        "{'anyOf':[{'type':'string'},{'type':'null'}]} | null | 1 | $ fits none of the schemas in anyOf",
        "{'oneOf':[{'minimum':1},{'maximum':3}]} | 0 | 2 | $ fits 2 of the schemas in oneOf instead of one",
        "{'not':{'type':'null'}} | 1 | null | $ is what the schema excludes by not",
        "{'$ref':'#/$defs/a','$defs':{'a':{'type':'string'}}} | 'x' | 1 | $ must be of type string, not a number",
        "{'minLength':2} | 'ab' | 'a' | $ needs at least 2 characters, has 1",
        "{'maxLength':2} | 'ab' | 'abc' | $ has 3 characters, at most 2 are allowed",
        "{'pattern':'^a'} | 'ab' | 'ba' | $ does not match the pattern ^a",
        "{'exclusiveMinimum':1} | 1.1 | 1 | $ must be more than 1",
        "{'exclusiveMaximum':1} | 0 | 1 | $ must be less than 1",
        "{'multipleOf':0.1} | 0.3 | 0.35 | $ must be a multiple of 0.1",
        "{'minItems':1} | [1] | [] | $ needs at least 1 elements, has 0",
        "{'uniqueItems':true} | [1,2] | [1,1] | $ has the same element twice",
        "{'maxProperties':1} | {'a':1} | {'a':1,'b':2} | $ has 2 fields, at most 1 are allowed"
      })
  void tellsGoodFromBad(String schema, String good, String bad, String problem) {
    assertThat(SchemaCheck.problems(json(schema), json(good))).isEmpty();
    assertThat(SchemaCheck.problems(json(schema), json(bad))).containsExactly(problem);
  }

  @Test
  void followsASchemaThatRefersToItself() {
    JsonNode tree =
        json("{'type':'object','properties':{'next':{'$ref':'#'}},'additionalProperties':false}");
    assertThat(SchemaCheck.problems(tree, json("{'next':{'next':{}}}"))).isEmpty();
    assertThat(SchemaCheck.problems(tree, json("{'next':{'next':{'x':1}}}")))
        .containsExactly("$.next.next.x is not allowed");
  }

  @Test
  void endsOnSchemasWithoutEndAndOddOnes() {
    assertThat(SchemaCheck.problems(json("{'$ref':'#'}"), json("1"))).isEmpty();
    assertThat(SchemaCheck.problems(json("{'$ref':'http://x/y'}"), json("1"))).isEmpty();
    assertThat(SchemaCheck.problems(json("{'type':7,'enum':3,'pattern':'('}"), json("'a'")))
        .hasSizeLessThan(3);
    assertThat(SchemaCheck.problems(json("{'multipleOf':0.01}"), json("1e999999"))).isEmpty();
    assertThat(SchemaCheck.problems(json("[]"), json("1"))).isEmpty();
  }

  @Test
  void saysNoMoreThanSomebodyCanCorrect() {
    JsonNode strings = json("{'items':{'type':'string'}}");
    assertThat(SchemaCheck.problems(strings, json("[1,2,3,4,5,6,7,8]"))).hasSize(5);
  }

  @Test
  void saysWhereATextStopsBeingJson() {
    assertThat(JsonText.of("{\"a\":1} x").problem()).startsWith("Unrecognized token 'x'");
    assertThat(JsonText.of("{\"a\":").problem()).endsWith("at line 1, column 6");
    assertThat(JsonText.of("").problem()).isNotNull();
    assertThat(JsonText.of("[1] [2]").problem())
        .isEqualTo("something follows the end of the document");
  }
}
