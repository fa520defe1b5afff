package dev.latchkey.runtime.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keywords by which parts of a schema depend on a value or on each other. */
class SchemaVocabularyTest {
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
        "{'if':{'type':'string'},'then':{'minLength':2},'else':{'minimum':9}} | 'ab' | 'a' | $ needs at least 2 characters, has 1",
        "{'if':{'type':'string'},'then':{'minLength':2},'else':{'minimum':9}} | 9 | 8 | $ must be at least 9",
        "{'if':{'required':['a']},'then':{'required':['b']}} | {'b':1} | {'a':1} | $ lacks the required field \"b\"",
        "{'then':false,'else':false,'maximum':1} | 1 | 2 | $ must be at most 1",
        "{'contains':{'const':1}} | [2,1] | [2] | $ needs at least 1 elements as in contains, has 0",
        "{'contains':{'const':1},'minContains':2} | [1,1] | [1] | $ needs at least 2 elements as in contains, has 1",
        "{'contains':{'const':1},'maxContains':1} | [1] | [1,1] | $ has 2 elements as in contains, at most 1 are allowed",
        "{'contains':{'const':1},'minContains':0,'maxItems':1} | [] | [2,2] | $ has 2 elements, at most 1 are allowed",
        "{'propertyNames':{'pattern':'^a'}} | {'ab':1} | {'b':1} | $ has a field whose name the schema does not allow: \"b\"",
        "{'dependentRequired':{'a':['b']}} | {'b':1} | {'a':1} | $ lacks the field \"b\", required beside \"a\"",
        "{'dependencies':{'a':['b']}} | {'a':1,'b':1} | {'a':1} | $ lacks the field \"b\", required beside \"a\"",
        "{'dependentSchemas':{'a':{'maxProperties':1}}} | {'b':1,'c':1} | {'a':1,'b':1} | $ has 2 fields, at most 1 are allowed",
        "{'properties':{'a':{}},'unevaluatedProperties':false} | {'a':1} | {'b':1} | $.b is not allowed",
        "{'allOf':[{'properties':{'a':{}}}],'unevaluatedProperties':false} | {'a':1} | {'a':1,'b':1} | $.b is not allowed",
        "{'allOf':[{'properties':{'a':{}}},{'unevaluatedProperties':false}]} | {} | {'a':1} | $.a is not allowed",
        "{'anyOf':[{'properties':{'a':{'const':1}},'required':['a']},{'properties':{'b':{}}}],'unevaluatedProperties':false} | {'a':1,'b':1} | {'a':2,'b':1} | $.a is not allowed",
        "{'if':{'properties':{'a':{'const':1}},'required':['a']},'then':{'properties':{'b':{}}},'unevaluatedProperties':false} | {'a':1,'b':1} | {'b':1} | $.b is not allowed",
        "{'$ref':'#/$defs/a','unevaluatedProperties':false,'$defs':{'a':{'properties':{'a':{}}}}} | {'a':1} | {'b':1} | $.b is not allowed",
        "{'additionalProperties':{},'unevaluatedProperties':false,'maxProperties':1} | {'a':1} | {'a':1,'b':1} | $ has 2 fields, at most 1 are allowed",
        "{'unevaluatedProperties':{'type':'string'}} | {'a':'1'} | {'a':1} | $.a must be of type string, not a number",
        "{'prefixItems':[{}],'unevaluatedItems':false} | [1] | [1,2] | $[1] is not allowed",
        "{'contains':{'const':1},'unevaluatedItems':false} | [1,1] | [1,2] | $[1] is not allowed",
        "{'items':[{}],'additionalItems':false} | [1] | [1,2] | $[1] is not allowed",
        "{'$ref':'#a','$defs':{'x':{'$anchor':'a','type':'null'}}} | null | 1 | $ must be of type null, not a number",
        "{'$dynamicRef':'#a','$defs':{'x':{'$dynamicAnchor':'a','type':'null'}}} | null | 1 | $ must be of type null, not a number",
        "{'$id':'https://x/s','$ref':'https://x/s#/$defs/a%20b','$defs':{'a b':{'type':'null'}}} | null | 1 | $ must be of type null, not a number",
        "{'uniqueItems':true} | [1,'1',[1],{'a':1}] | [[1],[1.0]] | $ has the same element twice",
        "{'const':{'a':[1]}} | {'a':[1.0]} | {'a':[2]} | $ must be {\"a\":[1]}",
        "{'format':'nonsense','type':'string'} | 'x' | 1 | $ must be of type string, not a number",
        "{'format':'date'} | 7 | '2026-02-30' | $ is no date such as 2026-05-01"
      })
  void tellsGoodFromBad(String schema, String good, String bad, String problem) {
    assertThat(SchemaCheck.problems(json(schema), json(good))).isEmpty();
    assertThat(SchemaCheck.problems(json(schema), json(bad))).containsExactly(problem);
  }

  /** A format, texts that have it, texts that do not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "date-time | 2026-05-01T12:00:00Z 1998-12-31T23:59:60.123+01:00 2026-05-01t12:00:00z | 2026-05-01 2026-05-01T12:00:00 2026-13-01T12:00:00Z T",
        "date | 2024-02-29 | 2026-02-29 26-02-01 +12026-01-01",
        "time | 12:00:00Z 23:59:60-08:00 | 12:00:00 24:00:00Z 12:00Z",
        "duration | P1Y2M3DT4H5M6S PT30M P2W | P PT 1D P1Y2W",
        "email | a@b.example | a@ @b a.b",
        "hostname | example.com a xn--a.b | -a.b a..b a_b",
        "ipv4 | 192.0.2.1 0.0.0.0 | 256.0.0.1 1.2.3 01.2.3.4",
        "ipv6 | ::1 2001:db8::1 ::ffff:192.0.2.1 | 1.2.3.4 ::g fe80::1%1",
        "uri | https://x/y?z#a urn:a:b | /a x^y http://[",
        "uri-reference | /a?b#c .. | \\\\x a^b",
        "uuid | 123e4567-e89b-12d3-a456-426614174000 | 123e4567e89b12d3a456426614174000",
        "json-pointer | /a/0 /~0~1 / | a /~2 #/a",
        "regex | ^a+$ (a)* | ( [a"
      })
  void knowsTheUsualFormats(String format, String good, String bad) {
    JsonNode schema = json("{'format':'" + format + "'}");
    for (String text : good.split(" ", -1)) {
      assertThat(SchemaCheck.problems(schema, json("'" + text + "'"))).as(text).isEmpty();
    }
    for (String text : bad.split(" ", -1)) {
      assertThat(Formats.problem(format, text)).as(text).isPresent();
    }
  }

  @Test
  @Timeout(20)
  void endsWhereSchemasBranchWithoutEnd() {
    String self = "{'anyOf':[{'$ref':'#'},{'$ref':'#'},{'not':{'$ref':'#'}}]}";
    assertThat(SchemaCheck.problems(json(self), json("1"))).hasSizeLessThan(2);
    String inside =
        "{'anyOf':[{'type':'null'},{'properties':{'n':{'$ref':'#'}}},{'items':{'$ref':'#'}},"
            + "{'properties':{'n':{'$ref':'#'}},'unevaluatedProperties':{'$ref':'#'}}]}";
    String deep = "{'n':".repeat(150) + "1" + "}".repeat(150);
    assertThat(SchemaCheck.problems(json(inside), json(deep))).hasSizeLessThan(6);
    String both =
        "{'$defs':{'a':{'$ref':'#/$defs/b'},'b':{'$ref':'#/$defs/a'}},'$ref':'#/$defs/a'}";
    assertThat(SchemaCheck.problems(json(both), json("1"))).isEmpty();
  }

  @Test
  @Timeout(20)
  void endsWherePatternsSearchWithoutEnd() {
    String hard = "{'pattern':'^(a+)+$','patternProperties':{'(x+x+)+y':false}}";
    assertThat(SchemaCheck.problems(json(hard), json("'" + "a".repeat(4000) + "!'"))).isEmpty();
    String names = "{'" + "x".repeat(3000) + "':1}";
    assertThat(SchemaCheck.problems(json(hard), json(names))).hasSizeLessThan(2);
  }
}
