package dev.latchkey.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.latchkey.codegen.TypeExpr.Choice;
import dev.latchkey.codegen.TypeExpr.Enumeration;
import dev.latchkey.codegen.TypeExpr.Field;
import dev.latchkey.codegen.TypeExpr.ListOf;
import dev.latchkey.codegen.TypeExpr.Literal;
import dev.latchkey.codegen.TypeExpr.MapOf;
import dev.latchkey.codegen.TypeExpr.Ref;
import dev.latchkey.codegen.TypeExpr.Scalar;
import dev.latchkey.codegen.TypeExpr.Shape;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypeExprReaderTest {
  private static final Scalar TEXT = new Scalar("string");

  @Test
  void readsExpressions() throws IOException {
    assertThat(read("'string'")).isEqualTo(TEXT);
    assertThat(read("'Name[]'")).isEqualTo(new ListOf(new Ref("Name")));
    assertThat(read("'{string[]}'")).isEqualTo(new MapOf(new ListOf(TEXT)));
    assertThat(read("'string | null'")).isEqualTo(new Choice(List.of(TEXT, new Scalar("null"))));
    assertThat(TypeExprReader.read(TextNode.valueOf("'blob'"))).isEqualTo(new Literal("blob"));
  }

  @Test
  void readsEnumsAndObjects() throws IOException {
    assertThat(read("['a','b']")).isEqualTo(new Enumeration(List.of("a", "b")));
    assertThat(read("{'a':'string','b?':{'[]':['x']},'*':'any'}"))
        .isEqualTo(
            new Shape(
                List.of(
                    new Field("a", true, TEXT),
                    new Field("b", false, new ListOf(new Enumeration(List.of("x")))))));
  }

  @Test
  void readsUnionsAndMapsOfObjects() throws IOException {
    assertThat(read("{'|':[{},'string']}"))
        .isEqualTo(new Choice(List.of(new Shape(List.of()), TEXT)));
    assertThat(read("{'{}':{}}")).isEqualTo(new MapOf(new Shape(List.of())));
  }

  private static TypeExpr read(String json) throws IOException {
    return TypeExprReader.read(new ObjectMapper().readTree(json.replace('\'', '"')));
  }
}
