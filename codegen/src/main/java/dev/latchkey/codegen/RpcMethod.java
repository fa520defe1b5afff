package dev.latchkey.codegen;

import dev.latchkey.codegen.Description.MethodKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method that clients can call, in Java.
 *
 * @param params the type of the parameters; null where there are none worth passing
 * @param optional whether the parameters may be left out
 */
record RpcMethod(
    String wireName,
    MethodKind kind,
    @Nullable JavaType params,
    boolean optional,
    JavaType result) {

  /** The parts of the name before the last, without the {@code session} of session methods. */
  List<String> nameSpaces() {
    List<String> parts = List.of(wireName.split("\\.", -1));
    return parts.subList(kind == MethodKind.SESSION ? 1 : 0, parts.size() - 1);
  }

  /** The name after the last dot, as a Java name. */
  String leaf() {
    return Names.component(wireName.substring(wireName.lastIndexOf('.') + 1));
  }
}
